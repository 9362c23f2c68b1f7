using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Coordinator.Dispatch;
using Chaos.Actors.Coordinator.Tests.Dispatch;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Simulation.Tests;

/// <summary>
/// A campaign's actor: it decides, collects decisions while a group is being written, writes rows, then the journal, then
/// applies and answers. It may die before, between and after any of these.
/// </summary>
internal sealed class SimulatedCoordinator(SimulatedDatabase database, Action<string, object> send)
{
    private readonly CampaignLogic _logic = new(new DispatchSettings());
    private readonly List<(Decision Decision, string Sender, object Message)> _waiting = [];
    private List<(Decision Decision, string Sender, object Message)>? _writing;
    private WriteStage _stage;
    private CampaignInternals.Open? _opening;
    private int _sequence;

    private enum WriteStage { Rows, Journal, Answers }

    public CampaignState State { get; private set; } = CampaignState.Initial;

    /// <summary>Another coordinator has written to the journal: this one is over.</summary>
    public bool IsDead { get; private set; }

    public bool IsIdle => _writing is null && _waiting.Count == 0 && _opening is null;

    public void Recover()
    {
        State = database.Recover();
        _sequence = database.Journal.Count;
        if (State.Facts is { } facts)
            _opening = new CampaignInternals.Open([.. database.LastGroup.Where(row => !facts.Done.Contains(row.Item.Value))]);
    }

    public void Handle(string sender, object message, TimeSpan now)
    {
        var decision = _logic.Decide(State, message, now);
        State = decision.State;
        if (decision.Events.IsEmpty) Answer(decision, sender, message);
        else _waiting.Add((decision, sender, message));
    }

    /// <summary>The next step of a group commit; of an opening, that the rows have been read.</summary>
    public void AdvanceWriting(TimeSpan now)
    {
        if (_opening is { } opening)
        {
            _opening = null;
            Handle("itself", opening, now);
            return;
        }
        if (_writing is null)
        {
            if (_waiting.Count == 0) return;
            (_writing, _stage) = ([.. _waiting], WriteStage.Rows);
            _waiting.Clear();
        }
        var events = _writing.SelectMany(w => w.Decision.Events);
        switch (_stage++)
        {
            case WriteStage.Rows:
                database.Write(_writing.SelectMany(w => w.Decision.Effects));
                break;
            case WriteStage.Journal:
                IsDead = !database.TryAppend(_sequence, events);
                break;
            case WriteStage.Answers:
                State = events.Aggregate(State, (state, happened) => state.Apply(happened));
                _sequence += events.Count();
                foreach (var (decision, sender, message) in _writing) Answer(decision, sender, message);
                _writing = null;
                break;
        }
    }

    public void SaveSnapshot() => database.Save(_sequence, State.Facts!.ToSnapshot());

    public void Check() => CampaignInvariants.Check(State);

    private void Answer(Decision decision, string sender, object message)
    {
        foreach (var reply in decision.Effects.OfType<CampaignEffect.Reply>())
        {
            if (message is CoordinatorCommands.ResultReady result && reply.Message is TrainerCommands.ResultAcknowledged
                && !(database.Completed.Contains(result.Item.Value) && database.Rows.ContainsKey(result.Item.Value)))
                throw new InvalidOperationException($"{result.Item} is acknowledged and not durable.");
            send(sender, reply.Message);
        }
    }
}
