using System.Collections.Immutable;
using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Coordinator.Dispatch;
using Chaos.Actors.Coordinator.Tests.Dispatch;
using Chaos.Actors.Messages;
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
    private ImmutableHashSet<NodeId>? _distrusted;
    private Decision? _discarding;
    private DistrustStage _distrustStage;
    private bool _mistrusting;
    private int _sequence;

    private enum WriteStage { Rows, Journal, Answers }

    private enum DistrustStage { Find, Journal, Apply, Remove }

    public CampaignState State { get; private set; } = CampaignState.Initial;

    /// <summary>Another coordinator has written to the journal: this one is over.</summary>
    public bool IsDead { get; private set; }

    public bool IsIdle => _writing is null && _waiting.Count == 0 && _opening is null && !Distrusts;

    /// <summary>Whether the campaign may still hold what excluded nodes computed.</summary>
    public bool Distrusts => _mistrusting || _distrusted is not null;

    public void Recover()
    {
        State = database.Recover();
        _sequence = database.Journal.Count;
        Trust([.. database.Excluded]);
        if (State.Facts is { } facts)
            _opening = new CampaignInternals.Open([.. database.LastGroup.Where(row => !facts.Done.Contains(row.Item.Value))]);
    }

    /// <summary>It learns who is not trusted.</summary>
    public void Trust(ImmutableHashSet<NodeId> excluded)
    {
        _mistrusting |= !excluded.IsSubsetOf(State.Dispatch.Excluded);
        State = _logic.Decide(State, new CampaignInternals.Excluded(excluded), TimeSpan.Zero).State;
    }

    public void Handle(string sender, object message, TimeSpan now)
    {
        var decision = _logic.Decide(State, message, now);
        State = decision.State;
        if (decision.Events.IsEmpty) Answer(decision, sender, message);
        else _waiting.Add((decision, sender, message));
    }

    /// <summary>
    /// The next step of a group commit, or of parting with excluded nodes; of an opening, that the rows have been read.
    /// </summary>
    public void AdvanceWriting(TimeSpan now)
    {
        if (_opening is { } opening)
        {
            _opening = null;
            Handle("itself", opening, now);
            return;
        }
        if (_writing is null && (_distrusted is not null || BeginsDistrust()))
        {
            AdvanceDistrust(now);
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
                IsDead = !database.TryWrite(_sequence, _writing.SelectMany(w => w.Decision.Effects));
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

    private bool BeginsDistrust()
    {
        if (!_mistrusting || !State.Dispatch.Serving) return false;
        if (Distrust.IsExpected(_waiting.Select(w => w.Decision), State.Dispatch.Excluded)) return false;
        (_mistrusting, _distrusted, _distrustStage) = (false, State.Dispatch.Excluded, DistrustStage.Find);
        IsDead = !database.TryClaim(_sequence);
        return true;
    }

    private void AdvanceDistrust(TimeSpan now)
    {
        if (IsDead) return;
        switch (_distrustStage++)
        {
            case DistrustStage.Find:
                var found = Distrust.Find(State.Facts!, _distrusted!, database.Rows.Values);
                _discarding = _logic.Decide(State, found, now);
                State = _discarding.State;
                if (found.Nodes.Count == 0) _distrusted = null;
                break;
            case DistrustStage.Journal:
                IsDead = !database.TryAppend(_sequence, _discarding!.Events);
                break;
            case DistrustStage.Apply:
                State = _discarding!.Events.Aggregate(State, (state, happened) => state.Apply(happened));
                _sequence += _discarding.Events.Length;
                break;
            case DistrustStage.Remove:
                var nodes = _discarding!.Effects.OfType<CampaignEffect.RemoveRows>().Single().Nodes;
                IsDead = !database.TryRemove(_sequence, nodes);
                _distrusted = null;
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
                // A replaced coordinator may hold done what its successor has discarded; the item is computed again.
                && !database.Discarded.Contains(result.Item.Value)
                && !(database.Completed.Contains(result.Item.Value) && database.Rows.ContainsKey(result.Item.Value)))
                throw new InvalidOperationException($"{result.Item} is acknowledged and not durable.");
            send(sender, reply.Message);
        }
    }
}
