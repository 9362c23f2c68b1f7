using System.Collections.Immutable;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Journal;
using Chaos.Actors.Messages.Trainers;
using static Chaos.Actors.Messages.Journal.CampaignEvents;
using Actions = System.Collections.Immutable.ImmutableArray<Chaos.Actors.Coordinator.Campaigns.Sequencing.SequenceAction>.Builder;

namespace Chaos.Actors.Coordinator.Campaigns.Sequencing;

/// <summary>A sequence led on by one input.</summary>
/// <param name="Sequence">The sequence from now on.</param>
/// <param name="Actions">What to do, in this order.</param>
public sealed record SequenceStep(CampaignSequence Sequence, ImmutableArray<SequenceAction> Actions);

/// <summary>
/// The order of a coordinator's steps, without actors, clock or store: what is decided is collected while the group before it is being
/// written; a group's rows are written, then its events are journalled, then they are applied, and only then it is answered. A recovered
/// campaign first adopts the rows that the journal does not know. Excluded nodes' results are looked for when everything decided
/// before is durable; they go from the journal first, then from the table. When all items of a campaign that searches are done and nothing
/// else is to be written, what it does next is decided, and its grid grows as by a submission of its owner's. The actor does what it is told and says what came of it; tests
/// drive the same code with a store that dies at any moment.
/// </summary>
public sealed class CampaignSequencer(CampaignLogic logic, int snapshotEvery)
{
    /// <summary>The next step.</summary>
    /// <param name="sequence">The sequence so far.</param>
    /// <param name="input">What has happened.</param>
    /// <param name="now">When, as <see cref="CampaignLogic"/> counts time.</param>
    public SequenceStep Next(CampaignSequence sequence, SequenceInput input, TimeSpan now)
    {
        var actions = ImmutableArray.CreateBuilder<SequenceAction>();
        sequence = (input, sequence.Work) switch
        {
            (SequenceInput.Replayed replayed, StoreWork.Replaying) => Recover(sequence, replayed, actions),
            (SequenceInput.Arrived arrived, _) => Decide(sequence, arrived, now, actions),
            (SequenceInput.ExclusionChanged changed, _) => Exclude(sequence, changed),
            (SequenceInput.LastGroupRead(var written), StoreWork.ReadingLastGroup) => Decide(
                sequence with { Work = new StoreWork.None() },
                new SequenceInput.Arrived(new CampaignInternals.Recovered(written), null),
                now,
                actions),
            (SequenceInput.Extended(var items), StoreWork.Extending) => Extend(sequence, items, now, actions),
            (SequenceInput.Searched(var next), StoreWork.Searching) => Grow(sequence with { Work = new StoreWork.None() }, next),
            (SequenceInput.RowsWritten, StoreWork.WritingRows(var group)) => Journal(sequence, group, null, actions),
            (SequenceInput.EventsJournalled, StoreWork.Journalling journalling) => Finish(sequence, journalling, now, actions),
            (SequenceInput.ExcludedFound(var found), StoreWork.FindingExcluded(var nodes)) =>
                Discard(sequence, found, nodes, now, actions),
            (SequenceInput.RowsRemoved, StoreWork.RemovingRows(var nodes)) => EndExclusion(sequence, nodes, actions),
            _ => throw new InvalidOperationException($"{input.GetType().Name} while the store is at {sequence.Work}."),
        };
        return new SequenceStep(WriteNext(sequence, actions), actions.ToImmutable());
    }

    private static CampaignSequence Recover(CampaignSequence sequence, SequenceInput.Replayed replayed, Actions actions)
    {
        sequence = sequence with { State = sequence.State.Restarted(), Journalled = replayed.Journalled };
        if (sequence.State.Facts is not { } facts) return sequence with { Work = new StoreWork.None() };
        actions.Add(new SequenceAction.ReadLastGroup(facts, replayed.Journalled));
        return sequence with { Work = new StoreWork.ReadingLastGroup() };
    }

    private CampaignSequence Decide(CampaignSequence sequence, SequenceInput.Arrived arrived, TimeSpan now, Actions actions)
    {
        if (MustWait(sequence, arrived.Message)) return sequence with { Deferred = sequence.Deferred.Enqueue(arrived) };
        var decision = logic.Decide(sequence.State, arrived.Message, now);
        sequence = sequence with { State = decision.State };
        if (decision.Effects is [CampaignEffect.Extend(var submit)])
            return sequence with { Extension = new PendingExtension(submit, arrived.Asker) };
        if (decision.Events.IsEmpty)
        {
            Act(decision, arrived.Asker, sequence.Journalled, actions);
            return sequence;
        }
        return sequence with
        {
            Waiting = sequence.Waiting.Enqueue(new PendingDecision(decision, arrived.Asker)),
            WaitingCount = sequence.WaitingCount + 1,
        };
    }

    // A submission is compared with what is durable: another one, or its owner's wish to pause, may be on its way there. A result waits
    // until the term has begun: before that is journalled, whoever takes over writes no row (SequenceAction.ReadLastGroup).
    // And everything waits for another grid: what is said of an index means something else afterwards.
    private static bool MustWait(CampaignSequence sequence, object message) => message switch
    {
        CampaignInternals.Recovered => false,
        _ when sequence.Extension is not null => true,
        CampaignCommands.Submit => InFlight(sequence).Any(pending => pending.Decision.Events.Any(
            happened => happened is CampaignPaused or CampaignCancelled or CampaignFailed)),
        CoordinatorCommands.ResultReady => sequence.State is { Facts: not null, Dispatch.Serving: false },
        _ => false,
    };

    private static IEnumerable<PendingDecision> InFlight(CampaignSequence sequence) => sequence.Work switch
    {
        StoreWork.WritingRows(var group) => group.Decisions.Concat(sequence.Waiting),
        StoreWork.Journalling(var group, _) => group.Decisions.Concat(sequence.Waiting),
        _ => sequence.Waiting,
    };

    private CampaignSequence Exclude(CampaignSequence sequence, SequenceInput.ExclusionChanged changed) => sequence with
    {
        IsExclusionPending = sequence.IsExclusionPending || !changed.Nodes.IsSubsetOf(sequence.State.Dispatch.Excluded),
        State = logic.Decide(sequence.State, new CampaignInternals.ExclusionChanged(changed.Nodes), TimeSpan.Zero).State,
    };

    // Nothing else is being written then, and nothing is until that is over: what is found is what there is.
    private static CampaignSequence WriteNext(CampaignSequence sequence, Actions actions)
    {
        if (sequence.Work is not StoreWork.None) return sequence;
        if (sequence is { IsExclusionPending: true, State: { Facts: { } facts, Dispatch: { Serving: true, Excluded: var excluded } } }
            && !Exclusion.IsExpected(sequence.Waiting.Select(pending => pending.Decision), excluded))
        {
            actions.Add(new SequenceAction.FindExcluded(facts, excluded, sequence.Journalled));
            return sequence with { IsExclusionPending = false, Work = new StoreWork.FindingExcluded(excluded) };
        }
        if (sequence is { Extension: { } extension, Waiting.IsEmpty: true })
        {
            var submit = extension.Submit;
            actions.Add(new SequenceAction.Extend(
                new StoredCampaign(submit.Spec, submit.TaskContents, submit.NumericsVersion, CampaignStance.Open, ""),
                sequence.State.Dispatch.Excluded,
                sequence.Journalled));
            return sequence with { Work = new StoreWork.Extending() };
        }
        if (sequence.Waiting.IsEmpty) return IsSearchDue(sequence) ? Search(sequence, actions) : sequence;
        var (group, rest) = DecisionGroup.TakeFrom(sequence.Waiting);
        actions.Add(new SequenceAction.WriteRows(group.ToBatch(sequence.State.Facts, sequence.Journalled)));
        return sequence with
        {
            Waiting = rest,
            WaitingCount = sequence.WaitingCount - group.Decisions.Length,
            Work = new StoreWork.WritingRows(group),
        };
    }

    private static bool IsSearchDue(CampaignSequence sequence) => sequence is
    {
        IsExclusionPending: false,
        Extension: null,
        State: { Facts: { Stance: CampaignStance.Open, Spec.IsSearching: true, Done: var done }, Dispatch.Serving: true },
    } && done.Count == done.Size;

    private static CampaignSequence Search(CampaignSequence sequence, Actions actions)
    {
        var submitted = sequence.State.Facts!.Submitted;
        actions.Add(new SequenceAction.Search(
            new StoredCampaign(submitted.Spec, submitted.TaskContents, submitted.NumericsVersion, CampaignStance.Open, "")));
        return sequence with { Work = new StoreWork.Searching() };
    }

    // What was decided meanwhile goes first, a pause or another grid of its owner's: then it is asked again whether a search is due.
    private static CampaignSequence Grow(CampaignSequence sequence, CampaignSpec next)
    {
        if (!sequence.Waiting.IsEmpty || !IsSearchDue(sequence)) return sequence;
        var submitted = sequence.State.Facts!.Submitted;
        return sequence with
        {
            Extension = new PendingExtension(new CampaignCommands.Submit(next, submitted.TaskContents, submitted.NumericsVersion), null),
        };
    }

    private static CampaignSequence Journal(
        CampaignSequence sequence, DecisionGroup group, ImmutableHashSet<NodeId>? excluded, Actions actions)
    {
        actions.Add(new SequenceAction.Journal(group.Events));
        return sequence with { Work = new StoreWork.Journalling(group, excluded) };
    }

    private CampaignSequence Extend(CampaignSequence sequence, StoredItems items, TimeSpan now, Actions actions)
    {
        var extension = sequence.Extension!;
        var decision = logic.Decide(sequence.State, new CampaignInternals.Extended(extension.Submit, items), now);
        return Journal(
            sequence with { State = decision.State, Extension = extension with { IsDecided = true } },
            new DecisionGroup([new PendingDecision(decision, extension.Asker)]),
            null,
            actions);
    }

    private CampaignSequence Finish(CampaignSequence sequence, StoreWork.Journalling journalling, TimeSpan now, Actions actions)
    {
        var (group, excluded, deferred) = (journalling.Group, journalling.Excluded, sequence.Deferred);
        sequence = sequence with
        {
            State = group.Events.Aggregate(sequence.State, (state, happened) => state.Apply(happened)),
            Journalled = sequence.Journalled + group.Events.Length,
            Work = excluded is null ? new StoreWork.None() : new StoreWork.RemovingRows(excluded),
            Deferred = [],
            Extension = sequence.Extension is { IsDecided: true } ? null : sequence.Extension,
        };
        // Before any answer: whoever is told that it is accepted may ask the coordinator next whether the campaign has ended.
        sequence = Report(Snapshot(sequence, actions), actions);
        foreach (var (decision, asker) in group.Decisions) Act(decision, asker, sequence.Journalled, actions);
        foreach (var arrived in deferred) sequence = Decide(sequence, arrived, now, actions);
        return sequence;
    }

    private CampaignSequence Discard(
        CampaignSequence sequence, CampaignInternals.Discard found, ImmutableHashSet<NodeId> nodes, TimeSpan now, Actions actions)
    {
        if (found.Nodes.Count == 0) return EndExclusion(sequence, nodes, actions);
        var decision = logic.Decide(sequence.State, found, now);
        sequence = sequence with { State = decision.State };
        if (!decision.Events.IsEmpty) return Journal(sequence, new DecisionGroup([new PendingDecision(decision, null)]), nodes, actions);
        Act(decision, null, sequence.Journalled, actions);
        return sequence with { Work = new StoreWork.RemovingRows(nodes) };
    }

    private static CampaignSequence EndExclusion(CampaignSequence sequence, ImmutableHashSet<NodeId> nodes, Actions actions)
    {
        actions.Add(new SequenceAction.ReportExclusionApplied(nodes));
        return sequence with { Work = new StoreWork.None() };
    }

    private CampaignSequence Snapshot(CampaignSequence sequence, Actions actions)
    {
        if (sequence.Journalled - sequence.InSnapshot < snapshotEvery) return sequence;
        actions.Add(new SequenceAction.SaveSnapshot(sequence.State.Facts!.ToSnapshot()));
        return sequence with { InSnapshot = sequence.Journalled };
    }

    private static CampaignSequence Report(CampaignSequence sequence, Actions actions)
    {
        var facts = sequence.State.Facts!;
        var status = (facts.IsSettled, facts.Priority, facts.GridSince);
        if (sequence.Reported == status) return sequence;
        actions.Add(new SequenceAction.ReportStatus());
        return sequence with { Reported = status };
    }

    private static void Act(Decision decision, object? asker, long journalled, Actions actions)
    {
        foreach (var effect in decision.Effects)
        {
            switch (effect)
            {
                case CampaignEffect.Reply(var message):
                    actions.Add(new SequenceAction.Answer(asker, message));
                    break;
                case CampaignEffect.PassOn(var pull, var given):
                    actions.Add(new SequenceAction.PassOn(asker, pull, given));
                    break;
                case CampaignEffect.RemoveRows(var nodes):
                    actions.Add(new SequenceAction.RemoveRows(nodes, journalled));
                    break;
                case CampaignEffect.StoreResult or CampaignEffect.Extend:
                    break; // written with the group; begun when it was decided
            }
        }
    }
}
