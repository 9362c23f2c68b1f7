using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Coordinator.Campaigns.Sequencing;
using Chaos.Actors.Coordinator.Dispatch;
using Chaos.Actors.Coordinator.Tests;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Simulation.Tests;

/// <summary>
/// A coordinator and trainers in virtual time, on a network that delays, reorders, duplicates and loses messages and can be
/// cut; with trainers that are killed or paused, items that kill their trainer, coordinators that die between any two steps,
/// and such as go on after they have been replaced. All of it follows from the seed.
/// </summary>
internal sealed class SimulatedCluster
{
    private const int MostRates = 6;
    private const int MostSeeds = 16;
    private readonly Random _random;
    private readonly NextStep _next;
    private readonly List<(string To, object Message)> _toTrainers = [];
    private readonly List<(string From, object Message)> _toCoordinator = [];
    private readonly List<SimulatedTrainer> _trainers = [];
    private readonly HashSet<string> _unreachable = []; // by the coordinator; they work on
    private readonly HashSet<NodeId> _wrong = [];
    private readonly Action<string>? _trace;
    private readonly double _faultRate; // from a rare mishap to a storm
    private SimulatedCoordinator _coordinator;
    private SimulatedCoordinator? _replaced;
    private TimeSpan _now;
    private int _born;
    private bool _ownerIsAnswered;
    private int _steps;

    public SimulatedCluster(int seed, Action<string>? trace = null, Func<NextStep, NextStep>? breakage = null)
    {
        (_random, _trace) = (new Random(seed), trace);
        _next = new CampaignSequencer(new CampaignLogic(new DispatchSettings()), snapshotEvery: 1 + _random.Next(30)).Next;
        if (breakage is not null) _next = breakage(_next);
        _faultRate = 0.01 + 0.3 * _random.NextDouble();
        var spec = Specs.Campaign(rates: 1 + _random.Next(5), seeds: 1 + _random.Next(12));
        if (_random.Next(3) == 0) spec = SimulatedSearch.Of(spec, Width());
        var largest = Specs.Campaign(rates: MostRates, seeds: MostSeeds);
        foreach (var item in Enumerable.Range(0, (int)largest.Grid.Items))
        {
            var fate = _random.Next(30);
            if (fate == 0) Throwing.Add(Specs.Content(largest.Grid.Item(item)));
            else if (fate == 1) Deadly.Add(Specs.Content(largest.Grid.Item(item)));
        }
        _coordinator = NewCoordinator();
        _coordinator.Handle("client", Specs.Submit(spec), _now);
        while (!_coordinator.IsIdle) _coordinator.Advance(_now);
        for (var n = 0; n < 3; n++) Birth();
    }

    public SimulatedDatabase Database { get; } = new();

    public FaultTally Faults { get; } = new();

    public CampaignFacts Facts => _coordinator.State.Facts!;

    /// <summary>The contents of items whose computation throws.</summary>
    public HashSet<long> Throwing { get; } = [];

    /// <summary>The contents of items that kill their trainer.</summary>
    public HashSet<long> Deadly { get; } = [];

    /// <summary>The digest of what an item is computed to by whoever computes right.</summary>
    public string RightDigest(long item) => Specs.Result(Facts.Spec, item, default).Digest;

    /// <summary>What an item of the present grid is, as one number.</summary>
    public long ContentOf(long item) => Specs.Content(Facts.Spec.Grid.Item(item));

    /// <summary>One thing happens.</summary>
    public void Step(bool faults)
    {
        _steps++;
        // By chance it would hardly ever come just then.
        if (faults && _coordinator.IsSearching && _random.Next(10) == 0) Client(new CampaignCommands.Pause(Facts.Id));
        switch (faults && _random.NextDouble() < _faultRate ? _random.Next(80, 128) : _random.Next(80))
        {
            case < 24: DeliverToCoordinator(faults); break;
            case < 44: DeliverToTrainer(faults); break;
            case < 54: Pull(); break;
            case < 63: Work(); break;
            case < 72: _coordinator.Advance(_now); break;
            case < 76: Pass(TimeSpan.FromSeconds(_random.NextDouble() * 2)); break;
            case < 79: Resend(); break;
            case < 80: Client(Specs.Submit(_random.Next(2) == 0 ? Facts.Spec : SearchGrid.Start(Facts.Spec))); break; // again
            case < 81: Pass(TimeSpan.FromMinutes(1)); break; // the coordinators sleep
            case < 85: Silence(); break;
            case < 90: Kill(); break;
            case < 94: Crash(); break;
            case < 97: Replace(); break;
            case < 101: Birth(); break;
            case < 104: Cut(); break;
            case < 109: Heal(); break;
            case < 112: Client(new CampaignCommands.Pause(Facts.Id)); break;
            case < 115: Client(new CampaignCommands.Resume(Facts.Id)); break;
            case < 116: Client(new CampaignCommands.Cancel(Facts.Id)); break;
            case < 117: Client(new CampaignCommands.Retry(Facts.Id)); break;
            case < 120: _replaced?.Advance(_now); break;
            case < 123: Exclude(Choose(_wrong)); break;
            case < 124: Exclude(Any() is { } trainer ? new NodeId(trainer.Name) : null); break;
            case < 126: Include(Choose(Database.Excluded)); break;
            default: Extend(); break;
        }
        if (_coordinator.IsDead) Crash();
        if (_replaced is { IsDead: true }) _replaced = null;
        _coordinator.Check();
        _replaced?.Check();
    }

    /// <summary>No more faults: what was paused or cancelled is resumed, and a trainer that an item killed is started again.</summary>
    public void Settle()
    {
        Heal();
        _replaced = null;
        foreach (var node in _wrong) Exclude(node);
        Finish();
        // Whoever wants something hears that it is done.
        _coordinator.Handle("owner", Specs.Submit(Facts.Spec) with { Priority = Facts.Priority + 1 }, _now);
        for (var n = 0; n < 20_000 && !_ownerIsAnswered; n++) Step(faults: false);
        if (!_ownerIsAnswered) throw new InvalidOperationException("The client's last wish is not answered.");
        // Whoever has reported an outcome hears of it. It may be that of an item that was given up, for which a search had waited: then the
        // search goes on, as often as it has rounds.
        for (var times = 0; times < 50 && (Unheard > 0 || !_coordinator.IsIdle); times++)
        {
            for (var n = 0; n < 20_000 && (Unheard > 0 || !_coordinator.IsIdle); n++) Step(faults: false);
            Finish();
        }
    }

    private void Finish()
    {
        for (var n = 0; n < 200_000 && !(Facts.IsSettled && Facts.Phase != CampaignPhase.Cancelled && _coordinator.IsIdle); n++)
        {
            if (n % 50 == 0)
            {
                if (Facts.Phase is CampaignPhase.Paused or CampaignPhase.Cancelled)
                    Client(new CampaignCommands.Resume(Facts.Id));
                if (!_trainers.Exists(trainer => trainer.IsGood && !Database.Excluded.Contains(new NodeId(trainer.Name)))) Birth(good: true);
                foreach (var trainer in _trainers) Tell(trainer, trainer.Pull());
            }
            if (n % 500 == 0) Pass(TimeSpan.FromSeconds(1));
            Step(faults: false);
        }
    }

    /// <summary>Outcomes that trainers of the campaign's numerics version still keep, for nobody has acknowledged them.</summary>
    public int Unheard => _trainers.Sum(trainer => trainer.Outbox.Count());

    private SimulatedCoordinator NewCoordinator()
    {
        var coordinator = new SimulatedCoordinator(Database, Send, _next);
        coordinator.Recover(_now);
        return coordinator;
    }

    private void Send(string to, object message)
    {
        _ownerIsAnswered |= to == "owner";
        _toTrainers.Add((to, message));
    }

    private void DeliverToCoordinator(bool faults)
    {
        if (Take(_toCoordinator, faults) is not var (from, message)) return;
        // Some still talk to the coordinator that has been replaced.
        var receiver = _replaced is not null && _random.Next(3) == 0 ? _replaced : _coordinator;
        Trace($"{from} → {(receiver == _coordinator ? "coordinator" : "replaced")}: {message}");
        receiver.Handle(from, message, _now);
    }

    private void DeliverToTrainer(bool faults)
    {
        if (Take(_toTrainers, faults) is not var (to, message)) return;
        Trace($"→ {to}: {message}");
        _trainers.Find(trainer => trainer.Name == to)?.Receive(message);
    }

    private (string Peer, object Message)? Take(List<(string Peer, object Message)> network, bool faults)
    {
        if (network.Count == 0) return null;
        var index = _random.Next(network.Count); // in any order
        var taken = network[index];
        var fate = faults ? _random.Next(20) : 19;
        if (fate != 0) network.RemoveAt(index);
        else Faults.Duplicated++; // arrives, and will arrive again
        if (fate == 1 || _unreachable.Contains(taken.Peer))
        {
            Faults.Lost++;
            return null;
        }
        return taken;
    }

    private void Pull()
    {
        if (Any() is { } trainer) Tell(trainer, trainer.Pull());
    }

    private void Work()
    {
        if (Any() is not { } trainer || trainer.Next is not { } item) return;
        var content = Specs.Content(item.Spec);
        if (Deadly.Contains(content))
        {
            Trace($"item {item.Item} kills {trainer.Name}");
            _trainers.Remove(trainer);
            Faults.KilledByItem++;
            return;
        }
        Tell(trainer, trainer.Finish(Throwing.Contains(content)));
    }

    private void Resend()
    {
        foreach (var trainer in _trainers)
            foreach (var outcome in trainer.Outbox) Tell(trainer, outcome);
    }

    private void Tell(SimulatedTrainer trainer, object message) => _toCoordinator.Add((trainer.Name, message switch
    {
        CoordinatorCommands.Pull pull => new CampaignInternals.Offer(pull, 0, MayAssign: true, MayCopy: true),
        _ => message,
    }));

    private void Client(object command)
    {
        Trace($"client: {command}");
        _coordinator.Handle("client", command, _now);
    }

    // Long enough for leases to expire.
    private void Silence()
    {
        for (var second = 0; second < 11; second++) Pass(TimeSpan.FromSeconds(1));
    }

    private void Pass(TimeSpan time)
    {
        _now += time;
        _coordinator.Handle("clock", new CampaignInternals.Tick(), _now);
        _replaced?.Handle("clock", new CampaignInternals.Tick(), _now);
    }

    private void Kill()
    {
        if (Any() is not { } trainer) return;
        Trace($"{trainer.Name} is killed");
        _trainers.Remove(trainer);
        Faults.TrainersKilled++;
    }

    private void Crash()
    {
        Trace("the coordinator dies and recovers");
        Faults.Crashes++;
        _coordinator = NewCoordinator();
    }

    /// <summary>Another takes its place while it is still at work, as after a pause or a partition.</summary>
    private void Replace()
    {
        Trace("the coordinator is replaced and does not know");
        Faults.Replaced++;
        _replaced = _coordinator;
        _coordinator = NewCoordinator();
    }

    /// <summary>It is durable before anybody acts on it, and the coordinator may die in between.</summary>
    private void Exclude(NodeId? node)
    {
        if (node is null || !Database.Excluded.Add(node.Value)) return;
        Trace($"{node} is excluded");
        Faults.Excluded++;
        _coordinator.Exclude([.. Database.Excluded], _now);
    }

    private void Include(NodeId? node)
    {
        if (node is null || _coordinator.IsExclusionPending) return;
        Trace($"{node} is included");
        if (_wrong.Remove(node.Value)) Repair(node.Value.Value);
        Database.Excluded.Remove(node.Value);
        _coordinator.Exclude([.. Database.Excluded], _now);
    }

    /// <summary>The trainer is started anew on another machine and computes right; what was on its way is lost.</summary>
    private void Repair(string name)
    {
        _toCoordinator.RemoveAll(message => message.From == name);
        _toTrainers.RemoveAll(message => message.To == name);
        if (_trainers.RemoveAll(trainer => trainer.Name == name) > 0) _trainers.Add(new SimulatedTrainer(name, 1, Facts.Id));
    }

    private NodeId? Choose(HashSet<NodeId> nodes) => nodes.Count == 0 ? null : nodes.ElementAt(_random.Next(nodes.Count));

    /// <summary>Its owner wants another part of the axes; a part that has nothing in common with the present one is refused.</summary>
    private void Extend()
    {
        var first = _random.Next(4);
        var rates = Enumerable.Range(1, MostRates).Where(_ => _random.Next(3) > 0).Select(rate => (double)rate).ToArray();
        var spec = Facts.Spec with
        {
            FirstSeed = first,
            Seeds = 1 + _random.Next(MostSeeds - first),
            LearningRates = rates.Length > 0 ? rates : [1],
            Thresholds = _random.Next(3) == 0 ? [0.25, 0.5] : [0.5, 0.9],
            CellSeeds = null,
            Search = null,
        };
        if (_random.Next(3) == 0) spec = SimulatedSearch.Of(spec, Width());
        Faults.Extended++;
        Client(Specs.Submit(spec));
    }

    private double Width() => 0.1 + _random.NextDouble();

    private void Cut()
    {
        if (Any() is not { } trainer || !_unreachable.Add(trainer.Name)) return;
        Trace($"{trainer.Name} is cut off");
        Faults.Cuts++;
    }

    private void Heal() => _unreachable.Clear();

    private void Birth(bool good = false)
    {
        var (fate, name) = (good ? 7 : _random.Next(8), $"n{_born++}");
        var trainer = new SimulatedTrainer(name, 1 + _random.Next(3), Facts.Id, wrong: fate == 0, numerics: fate == 1 ? 2 : 1);
        if (fate == 0) _wrong.Add(new NodeId(name));
        Trace($"{name} joins{(fate == 0 ? ", and computes wrong" : fate == 1 ? ", with another numerics version" : "")}");
        _trainers.Add(trainer);
    }

    private SimulatedTrainer? Any() => _trainers.Count == 0 ? null : _trainers[_random.Next(_trainers.Count)];

    private void Trace(string what) => _trace?.Invoke($"{_steps,5} {_now.TotalSeconds,8:F1} s  {what}");
}
