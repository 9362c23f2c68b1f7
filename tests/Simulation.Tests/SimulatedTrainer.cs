using Chaos.Actors.Coordinator.Tests;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Simulation.Tests;

/// <summary>A trainer reduced to what it tells the coordinator. One that is wrong computes other series than the right ones.</summary>
internal sealed class SimulatedTrainer(string name, int slots, CampaignId campaign, bool wrong = false, int numerics = 1)
{
    private readonly List<Assignment> _active = [];
    private readonly Dictionary<AttemptId, ICampaignMessage> _outbox = [];

    public string Name => name;

    /// <summary>Whether it can bring the campaign to its right end.</summary>
    public bool IsGood => !wrong && numerics == 1;

    public IEnumerable<ICampaignMessage> Outbox => _outbox.Values;

    public CoordinatorCommands.Pull Pull() => new(
        new NodeId(name),
        slots,
        Math.Max(0, slots - _active.Count),
        [
            .. _active.Select((item, n) => Held(item, n < slots ? AttemptPhase.Running : AttemptPhase.Queued)),
            .. _outbox.Values.OfType<CoordinatorCommands.ResultReady>().Select(result =>
                new HeldAttempt(result.Campaign, result.Item, result.Attempt, AttemptPhase.Finished, 10)),
        ])
    {
        NumericsVersion = numerics,
    };

    /// <summary>The item it is at; null if it has none.</summary>
    public Assignment? Next => _active.Count == 0 ? null : _active[0];

    /// <summary>Finishes, or fails, that item.</summary>
    public ICampaignMessage Finish(bool throws)
    {
        var item = _active[0];
        _active.RemoveAt(0);
        return _outbox[item.Attempt] = throws
            ? new CoordinatorCommands.ItemFailed(
                campaign, item.Item, item.Attempt, new NodeId(name), FailureKind.Threw, "thrown")
            : wrong ? Specs.WrongResult(campaign, item.Spec, item.Item.Value, item.Attempt, name)
            : Specs.Result(campaign, item.Spec, item.Item.Value, item.Attempt, name);
    }

    public void Receive(object message)
    {
        switch (message)
        {
            case TrainerCommands.Assign { Items.Count: > 0 } when numerics != 1:
                throw new InvalidOperationException($"{name} computes another numerics version and is given items.");
            case TrainerCommands.Assign assign:
                _active.AddRange(assign.Items.Where(item =>
                    _active.All(held => held.Attempt != item.Attempt) && !_outbox.ContainsKey(item.Attempt)));
                break;
            case TrainerCommands.ResultAcknowledged done:
                _outbox.Remove(done.Attempt);
                break;
            case TrainerCommands.Abandon abandon:
                _active.RemoveAll(item => abandon.Attempts.Contains(item.Attempt));
                foreach (var attempt in abandon.Attempts) _outbox.Remove(attempt);
                break;
        }
    }

    private HeldAttempt Held(Assignment item, AttemptPhase phase) =>
        new(campaign, item.Item, item.Attempt, phase, 1);
}
