using System.Collections.Immutable;
using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Coordinator.Campaigns.Sequencing;
using Chaos.Actors.Coordinator.Dispatch;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Coordinator.Tests.Dispatch;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Journal;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Simulation.Tests;

/// <summary>The next step of a campaign: <see cref="CampaignSequencer.Next"/>, or a broken one.</summary>
internal delegate SequenceStep NextStep(CampaignSequence sequence, SequenceInput input, TimeSpan now);

/// <summary>
/// Plays a campaign's actor, which does what <see cref="CampaignSequencer"/> says: here on a simulated database, one action at a time, so
/// that it may die before and after any of them. The order of the steps is the product's own.
/// </summary>
internal sealed class SimulatedCoordinator(SimulatedDatabase database, Action<string, object> send, NextStep next)
{
    private readonly Queue<SequenceAction> _storeActions = new();
    private readonly Queue<SequenceInput> _outcomes = new();
    private CampaignSequence _sequence = CampaignSequence.Initial;
    private IReadOnlyList<StoredSummary> _adoptable = [];
    private IReadOnlyList<StoredSummary> _excludedRows = [];
    private ImmutableHashSet<NodeId> _excluded = [];
    private (bool Settled, long GridSince)? _reported;

    public CampaignState State => _sequence.State;

    /// <summary>Another coordinator has written to the database: this one is over.</summary>
    public bool IsDead { get; private set; }

    public bool IsIdle => _sequence.IsIdle && _storeActions.Count == 0 && _outcomes.Count == 0;

    /// <summary>Whether what the campaign's search does next is being decided.</summary>
    public bool IsSearching => _sequence.Work is StoreWork.Searching;

    /// <summary>Whether the campaign may still hold what excluded nodes computed.</summary>
    public bool IsExclusionPending { get; private set; }

    public void Recover(TimeSpan now)
    {
        _sequence = database.Recover();
        Exclude([.. database.Excluded], now);
        GoOn(new SequenceInput.Replayed(database.Journal.Count), now);
    }

    /// <summary>It learns who is excluded.</summary>
    public void Exclude(ImmutableHashSet<NodeId> nodes, TimeSpan now)
    {
        IsExclusionPending |= !nodes.IsSubsetOf(_excluded);
        _excluded = nodes;
        GoOn(new SequenceInput.ExclusionChanged(nodes), now);
    }

    public void Handle(string sender, object message, TimeSpan now) =>
        GoOn(new SequenceInput.Arrived(message, new Asker(sender, message)), now);

    /// <summary>It hears what came of its last action on the database, and the next one happens.</summary>
    public void Advance(TimeSpan now)
    {
        if (_outcomes.TryDequeue(out var outcome)) GoOn(outcome, now);
        if (!_storeActions.TryDequeue(out var action)) return;
        if (Do(action) is { } done) _outcomes.Enqueue(done);
        else IsDead = true;
    }

    public void Check() => CampaignInvariants.Check(State);

    private void GoOn(SequenceInput input, TimeSpan now)
    {
        var step = next(_sequence, input, now);
        _sequence = step.Sequence;
        foreach (var action in step.Actions)
        {
            switch (action)
            {
                case SequenceAction.Answer(Asker asker, var message):
                    Answer(asker, message);
                    break;
                case SequenceAction.SaveSnapshot(var snapshot):
                    database.Save((int)_sequence.Journalled, snapshot);
                    break;
                case SequenceAction.ReportExclusionApplied(var nodes):
                    CheckRemoval();
                    IsExclusionPending &= !nodes.SetEquals(_excluded);
                    break;
                case SequenceAction.ReportStatus:
                    _reported = Status();
                    break;
                case SequenceAction.PassOn or SequenceAction.Answer:
                    break;
                default:
                    _storeActions.Enqueue(action);
                    break;
            }
        }
    }

    /// <summary>Its outcome; null if another coordinator is in charge.</summary>
    private SequenceInput? Do(SequenceAction action)
    {
        switch (action)
        {
            case SequenceAction.ReadLastGroup(var facts, var journalled):
                if (!database.TryClaim(journalled + 1)) return null;
                _adoptable = [.. database.LastGroup.Where(row => !facts.Done.Contains(row.Item.Value))];
                return new SequenceInput.LastGroupRead(new LastWrite(_adoptable, database.ExtensionAfter(journalled)));
            case SequenceAction.Extend(var campaign, var excluded, var journalled):
                return database.TryExtend(campaign, excluded, journalled) is { } items ? new SequenceInput.Extended(items) : null;
            case SequenceAction.Search(var campaign):
                if (database.Campaign!.Spec == campaign.Spec && database.Rows.Count < campaign.Spec.Grid.Items)
                    throw new InvalidOperationException($"A search goes on with {database.Rows.Count} of {campaign.Spec.Grid.Items} items.");
                return new SequenceInput.Searched(SimulatedSearch.Next(campaign.Spec));
            case SequenceAction.WriteRows(var batch):
                return database.TryWrite(batch) ? new SequenceInput.RowsWritten() : null;
            case SequenceAction.Journal(var events):
                if (!database.TryAppend((int)_sequence.Journalled, events)) return null;
                CheckAdoption(events);
                return new SequenceInput.EventsJournalled();
            case SequenceAction.FindExcluded(var facts, var nodes, var journalled):
                _excludedRows = [.. database.Rows.Values.Where(row => nodes.Contains(row.Node))];
                return database.TryClaim(journalled)
                    ? new SequenceInput.ExcludedFound(Exclusion.Find(facts, nodes, database.Rows.Values))
                    : null;
            case SequenceAction.RemoveRows(var nodes, var journalled):
                return database.TryRemove(journalled, nodes) ? new SequenceInput.RowsRemoved() : null;
            default:
                throw new InvalidOperationException($"{action.GetType().Name} is no action on the store.");
        }
    }

    // What is stored and trusted is not computed again, unless a failure of the same item is on its way to the journal.
    private void CheckAdoption(ImmutableArray<ICampaignEvent> events)
    {
        if (!events.Any(happened => happened is CampaignEvents.TermBegan)) return;
        foreach (var row in _adoptable.Where(row => row.NumericsVersion == 1 && !database.Excluded.Contains(row.Node)))
        {
            if (!database.Completed.Contains(row.Item.Value) && State.Dispatch.Items[row.Item.Value] is not ItemState.Committing)
                throw new InvalidOperationException($"{row.Item} was written before the restart, and is not adopted.");
        }
        _adoptable = []; // a later term begins with another grid
    }

    private void CheckRemoval()
    {
        if (_excludedRows.FirstOrDefault(row => ReferenceEquals(row, database.Rows.GetValueOrDefault(row.Item.Value))) is { } left)
            throw new InvalidOperationException($"The row that {left.Node} computed of {left.Item} is still there.");
    }

    private void Answer(Asker asker, object message)
    {
        // Else a client that subscribes next hears that the campaign has ended, as it had before what is accepted here.
        if (_reported is { } reported && reported != Status())
            throw new InvalidOperationException($"{message} is answered before the coordinator has heard of it.");
        if (asker.Message is CoordinatorCommands.ResultReady result && message is TrainerCommands.ResultAcknowledged
            // A replaced coordinator may know another grid, or hold done what its successor has discarded.
            && database.GridSince == State.Facts!.GridSince && database.Campaign!.Spec == State.Facts.Spec
            && !database.Discarded.Contains(result.Item.Value)
            && !(database.Completed.Contains(result.Item.Value) && database.Rows.ContainsKey(result.Item.Value)))
            throw new InvalidOperationException($"{result.Item} is acknowledged and not durable.");
        send(asker.Peer, message);
    }

    private (bool Settled, long GridSince) Status() => (State.Facts!.IsSettled, State.Facts.GridSince);

    private sealed record Asker(string Peer, object Message);
}
