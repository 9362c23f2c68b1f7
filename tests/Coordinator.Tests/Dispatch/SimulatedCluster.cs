using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Coordinator.Dispatch;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Dynamics.Campaigns;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Journal;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Tests.Dispatch;

/// <summary>
/// A coordinator and trainers on a network that delays, reorders, duplicates and loses messages, with trainers that are
/// killed and a coordinator that restarts from its journal, at any point of a group commit. All of it follows from the seed.
/// </summary>
internal sealed class SimulatedCluster
{
    private readonly Random _random;
    private readonly CampaignSpec _spec;
    private readonly CampaignLogic _logic = new(new DispatchSettings());
    private readonly List<(string To, object Message)> _toTrainers = [];
    private readonly List<(string From, object Message)> _toCoordinator = [];
    private readonly List<(Decision Decision, string Sender)> _waiting = [];
    private readonly Dictionary<string, SimulatedTrainer> _trainers = [];
    private readonly HashSet<long> _poison;
    private IReadOnlyList<StoredSummary> _lastGroup = [];
    private CampaignState _state = CampaignState.Initial;
    private TimeSpan _now;
    private int _born;

    public SimulatedCluster(int seed)
    {
        _random = new Random(seed);
        _spec = Specs.Campaign(rates: 1 + _random.Next(5), seeds: 1 + _random.Next(12));
        _poison = [.. Enumerable.Range(0, (int)_spec.Grid.Items).Where(_ => _random.Next(15) == 0).Select(i => (long)i)];
        Handle("client", Specs.Submit(_spec));
        Commit(_waiting.Count);
        for (var n = 0; n < 3; n++) Birth();
    }

    public CampaignFacts Facts => _state.Facts!;

    public List<ICampaignEvent> Journal { get; } = [];

    /// <summary>What the results table holds.</summary>
    public Dictionary<long, string> Rows { get; } = [];

    public IReadOnlySet<long> Poison => _poison;

    /// <summary>One thing happens.</summary>
    public void Step(bool faults)
    {
        var what = _random.Next(faults ? 100 : 80);
        if (what < 25) Deliver(_toCoordinator, faults, (from, message) => Handle(from, message));
        else if (what < 45) Deliver(_toTrainers, faults, (to, message) => _trainers.GetValueOrDefault(to)?.Receive(message));
        else if (what < 55) Pull();
        else if (what < 65) Work();
        else if (what < 72) Commit(_random.Next(1 + _waiting.Count));
        else if (what < 76) Pass(TimeSpan.FromSeconds(_random.NextDouble() * 2));
        else if (what < 80) Resend();
        else if (what < 85) Pass(TimeSpan.FromSeconds(11));
        else if (what < 90) Kill();
        else if (what < 93) Restart();
        else if (what < 97) Birth();
        else Handle("client", new CampaignCommands.Pause(Facts.Id));
        CampaignInvariants.Check(_state);
    }

    /// <summary>No more faults: whoever waits is resumed, whoever is missing replaced.</summary>
    public void Settle()
    {
        Handle("client", new CampaignCommands.Resume(Facts.Id));
        if (_trainers.Count == 0) Birth();
        for (var n = 0; n < 200_000 && !Facts.IsSettled; n++)
        {
            if (n % 50 == 0)
            {
                foreach (var trainer in _trainers.Values) Tell(trainer, trainer.Pull());
                Commit(_waiting.Count);
            }
            if (n % 500 == 0) Pass(TimeSpan.FromSeconds(1));
            Step(faults: false);
        }
    }

    private void Handle(string sender, object message)
    {
        var decision = _logic.Decide(_state, message, _now);
        _state = decision.State;
        if (decision.Events.IsEmpty) Run(decision, sender);
        else _waiting.Add((decision, sender));
    }

    private void Run(Decision decision, string sender)
    {
        foreach (var reply in decision.Effects.OfType<CampaignEffect.Reply>())
        {
            if (reply.Message is TrainerCommands.ResultAcknowledged done && !Explained(done.Item.Value))
                throw new InvalidOperationException($"{done} is acknowledged and not durable.");
            _toTrainers.Add((sender, reply.Message));
        }
    }

    private bool Explained(long item) => Facts.Done.Contains(item)
        || Journal.OfType<CampaignEvents.AttemptFailed>().Any(failed => failed.Item.Value == item)
        || _state.Dispatch.StaleReports > 0;

    private void Commit(int count)
    {
        var group = _waiting.Take(count).ToList();
        _waiting.RemoveRange(0, count);
        Store(group);
        foreach (var happened in group.SelectMany(g => g.Decision.Events))
        {
            Journal.Add(happened);
            _state = _state.Apply(happened);
        }
        foreach (var (decision, sender) in group) Run(decision, sender);
    }

    private void Store(List<(Decision Decision, string Sender)> group)
    {
        var results = group.SelectMany(g => g.Decision.Effects).OfType<CampaignEffect.StoreResult>()
            .Select(store => store.Result).ToList();
        if (results.Count == 0) return;
        foreach (var result in results) Rows[result.Item.Value] = result.Digest;
        _lastGroup = [.. results.Select(result =>
            new StoredSummary(result.Item, result.Summary, result.Digest, result.NumericsVersion, result.Node))];
    }

    private void Restart()
    {
        // Dies before, or after, the group's rows were written; if after, what they hold must not be computed again.
        if (_random.Next(2) == 0) Store(_waiting);
        _waiting.Clear();
        _state = Journal.Aggregate(CampaignState.Initial, (state, happened) => state.Apply(happened)).Restarted();
        Handle("coordinator", new CampaignInternals.Open(_lastGroup));
        if (_lastGroup.Any(row => !Facts.Done.Contains(row.Item.Value) && !_state.Dispatch.Committing.Contains(row.Item.Value)))
            throw new InvalidOperationException("A row that is there is not adopted.");
    }

    private void Deliver(List<(string, object)> network, bool faults, Action<string, object> receive)
    {
        if (network.Count == 0) return;
        var index = _random.Next(network.Count); // in any order
        var (peer, message) = network[index];
        var fate = faults ? _random.Next(20) : 19;
        if (fate != 0) network.RemoveAt(index); // 0: arrives, and will arrive again
        if (fate != 1) receive(peer, message); // 1: lost
    }

    private void Pull()
    {
        if (Any() is { } trainer) Tell(trainer, trainer.Pull());
    }

    private void Work()
    {
        if (Any() is { } trainer && trainer.Work(_poison.Contains) is { } outcome) Tell(trainer, outcome);
    }

    private void Resend()
    {
        foreach (var trainer in _trainers.Values)
        {
            foreach (var outcome in trainer.Outbox) Tell(trainer, outcome);
        }
    }

    private void Tell(SimulatedTrainer trainer, object message) => _toCoordinator.Add((trainer.Name, message switch
    {
        CoordinatorCommands.Pull pull => new CampaignInternals.Offer(pull, 0, MayAssign: true, MayCopy: true),
        _ => message,
    }));

    private void Pass(TimeSpan time)
    {
        _now += time;
        Handle("clock", new CampaignInternals.Tick());
    }

    private void Kill()
    {
        if (Any() is { } trainer) _trainers.Remove(trainer.Name);
    }

    private void Birth()
    {
        var name = $"n{_born++}";
        _trainers[name] = new SimulatedTrainer(name, 1 + _random.Next(3), _spec);
    }

    private SimulatedTrainer? Any() =>
        _trainers.Count == 0 ? null : _trainers.Values.ElementAt(_random.Next(_trainers.Count));
}
