using Chaos.Actors.Campaigns;
using Chaos.Actors.Campaigns.Canonical;
using System.Collections.Immutable;
using Chaos.Actors.Coordinator.Dispatch;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Journal;
using Chaos.Actors.Messages.Trainers;
using static Chaos.Actors.Messages.Journal.CampaignEvents;

namespace Chaos.Actors.Coordinator.Campaigns;

/// <summary>
/// Every decision about a campaign: a pure function of state, command and time. Time counts from some fixed moment on a
/// clock that does not go back.
/// </summary>
public sealed class CampaignLogic(DispatchSettings settings)
{
    /// <summary>Decides a command.</summary>
    public Decision Decide(CampaignState state, object command, TimeSpan now) => (command, state.Facts) switch
    {
        (CampaignCommands.Submit submit, null) => Decision.Of(state).With(new CampaignEffect.Extend(submit)),
        (CampaignCommands.Submit submit, { } facts) => Resubmit(state, facts, submit),
        (CampaignInternals.Extended extended, _) => Extend(state, extended),
        (CampaignInternals.Recovered { Written.Extension: { } extension }, { } facts) => Decision.Of(state).With(
            Extended(extension), new TermBegan(facts.Term + 1)),
        (CampaignInternals.Recovered recovered, { } facts) => Adopt(state, facts, recovered.Written.Rows),
        (CampaignInternals.ExclusionChanged excluded, _) => Exclusion.Decide(state, excluded),
        (CampaignInternals.Discard discard, { }) => Exclusion.Decide(state, discard),
        (CampaignCommands.Pause, { } facts) => Pause(state, facts),
        (CampaignCommands.Resume, { } facts) => Resume(state, facts),
        (CampaignCommands.Cancel, { } facts) => Cancel(state, facts),
        (CampaignCommands.Retry, { } facts) => Accept(state, facts, new QuarantineLifted()),
        (CampaignInternals.Offer offer, { } facts) => Assigning.Decide(settings, facts, state, offer, now),
        (CoordinatorCommands.ResultReady result, { } facts) => Outcomes.Decide(settings, facts, state, result),
        (CoordinatorCommands.ItemFailed failed, { } facts) => Outcomes.Decide(settings, facts, state, failed),
        (CoordinatorCommands.GiveBack giveBack, { }) => Outcomes.Decide(state, giveBack),
        (CampaignInternals.Tick, { } facts) => Expiry.Decide(settings, facts, state, now),
        (ICampaignMessage message, null) => Refuse(
            state, message.Campaign, RefusalKind.UnknownCampaign, $"There is no campaign \"{message.Campaign}\"."),
        _ => Decision.Of(state),
    };

    // A row is as good as a result that arrives now: the same bits whoever computed it (but for those who are not trusted), and
    // it need not be stored again.
    private static Decision Adopt(CampaignState state, CampaignFacts facts, IReadOnlyList<StoredSummary> rows)
    {
        var dispatch = state.Dispatch;
        var adopted = ImmutableArray.CreateBuilder<ICampaignEvent>();
        foreach (var row in rows)
        {
            var item = row.Item.Value;
            if (dispatch.Items[item] is ItemState.Done or ItemState.Committing) continue;
            if (row.NumericsVersion != facts.Submitted.NumericsVersion || dispatch.Excluded.Contains(row.Node)) continue;
            adopted.Add(new ItemCompleted(row.Item, row.Node, row.Summary, row.Digest, facts.MeanDuration));
            dispatch = dispatch with { Items = dispatch.Items.Commit(item, ended: null) };
        }
        adopted.Add(new TermBegan(facts.Term + 1));
        return new Decision(state with { Dispatch = dispatch }, adopted.ToImmutable(), []);
    }

    // What the database already has of a campaign is its own, whether it was computed for it or for another.
    private static Decision Extend(CampaignState state, CampaignInternals.Extended extended)
    {
        var (submit, items) = extended;
        var reply = new CampaignEffect.Reply(
            new CampaignReplies.Accepted(submit.Campaign, Existing: state.Facts is not null) { Here = items.Done.Count });
        var decision = Decision.Of(state).With(reply);
        if (state.Facts is not { } facts)
        {
            decision = decision.With(new CampaignSubmitted(submit.Spec, submit.TaskContents, submit.NumericsVersion));
            if (items.Done.Count > 0) decision = decision.With(Extended(items));
            return decision.With([.. Prioritise(0, submit), new TermBegan(1)]);
        }
        return decision.With([Extended(items), .. Prioritise(facts.Priority, submit), new TermBegan(facts.Term + 1)]);
    }

    private static CampaignExtended Extended(StoredItems items) => new(
        new CampaignSubmitted(items.Campaign.Spec, items.Campaign.TaskContents, items.Campaign.NumericsVersion), items.Done.ToBytes(), items.Cells);

    private static Decision Resubmit(CampaignState state, CampaignFacts facts, CampaignCommands.Submit submit)
    {
        if (submit.NumericsVersion != facts.Submitted.NumericsVersion)
        {
            return Refuse(state, facts.Id, RefusalKind.DifferentNumerics,
                $"Campaign \"{facts.Id}\" was begun under numerics version {facts.Submitted.NumericsVersion}, and this "
                + $"program computes version {submit.NumericsVersion}; their results are never mixed. Continue it with a "
                + "release of that version, or begin it anew.");
        }
        // Whatever round a search has come to: its file says the first.
        var isSame = SearchGrid.Start(submit.Spec) == SearchGrid.Start(facts.Spec) && !submit.Adopt;
        if (ChangedTask(facts, submit) is { } task)
        {
            return Refuse(state, facts.Id, RefusalKind.DifferentTaskData,
                $"Campaign \"{facts.Id}\" was begun with other data: the content hash of task {task.Title} was "
                + $"{Hash(facts.Spec, facts.Submitted.TaskContents, task)} and is now {Hash(submit.Spec, submit.TaskContents, task)}. "
                + "Restore the data to continue it.");
        }
        if (!isSame)
        {
            var overlap = GridOverlap.Between(facts.Spec, facts.Submitted.TaskContents, submit.Spec, submit.TaskContents);
            if (overlap.SharedItems > 0) return Decision.Of(state).With(new CampaignEffect.Extend(submit));
            return Refuse(state, facts.Id, RefusalKind.DifferentSpec,
                $"A campaign \"{facts.Id}\" is already there, has no item in common with this one, and differs in "
                + $"{string.Join("; ", SpecDifferences.Between(facts.Spec, submit.Spec))}. Give this one another "
                + "name, or another place for its results.");
        }
        // It is to run: that it was paused, cancelled or failed before is over with this.
        return Accept(state, facts, facts.Stance == CampaignStance.Open ? null : new CampaignResumed())
            .With([.. Prioritise(facts.Priority, submit)]);
    }

    // A task that is named as before, and whose data are not.
    private static TaskSpec? ChangedTask(CampaignFacts facts, CampaignCommands.Submit submit) => facts.Spec.Tasks.Intersect(submit.Spec.Tasks)
        .FirstOrDefault(task => Hash(facts.Spec, facts.Submitted.TaskContents, task) != Hash(submit.Spec, submit.TaskContents, task));

    private static string Hash(CampaignSpec spec, TaskContents contents, TaskSpec task) => contents.Hashes[spec.PlaceOf(task)];

    private static ICampaignEvent[] Prioritise(int now, CampaignCommands.Submit submit) =>
        submit.Priority is { } priority && priority != now ? [new PriorityChanged(priority)] : [];

    // What the owner wants is journalled even if it seems to be so already: an opposite wish may be on its way to the
    // journal, and the last one counts.
    private static Decision Pause(CampaignState state, CampaignFacts facts) =>
        facts.Phase is CampaignPhase.Running or CampaignPhase.Paused
            ? Accept(state, facts, new CampaignPaused())
            : WrongPhase(state, facts, "paused");

    private static Decision Resume(CampaignState state, CampaignFacts facts) =>
        facts.Phase is CampaignPhase.Completed or CampaignPhase.CompletedWithFailures
            ? WrongPhase(state, facts, "resumed")
            : Accept(state, facts, new CampaignResumed());

    private static Decision Cancel(CampaignState state, CampaignFacts facts) =>
        facts.Phase is CampaignPhase.Completed or CampaignPhase.CompletedWithFailures
            ? WrongPhase(state, facts, "cancelled")
            : Accept(state, facts, new CampaignCancelled());

    private static Decision Accept(CampaignState state, CampaignFacts facts, ICampaignEvent? happened)
    {
        var decision = Decision.Reply(state, new CampaignReplies.Accepted(facts.Id, Existing: true));
        return happened is null ? decision : decision.With(happened);
    }

    private static Decision WrongPhase(CampaignState state, CampaignFacts facts, string what) => Refuse(
        state, facts.Id, RefusalKind.WrongPhase, $"Campaign \"{facts.Id}\" {Described(facts.Phase)} and cannot be {what}.");

    private static string Described(CampaignPhase phase) => phase switch
    {
        CampaignPhase.Completed => "is complete",
        CampaignPhase.CompletedWithFailures => "has ended with failed items (`chaos retry` tries them again)",
        CampaignPhase.Failed => "has failed",
        CampaignPhase.Cancelled => "was cancelled (`chaos resume` continues it)",
        _ => $"is {phase.ToString().ToLowerInvariant()}",
    };

    private static Decision Refuse(CampaignState state, CampaignId campaign, RefusalKind kind, string reason) =>
        Decision.Reply(state, new CampaignReplies.Refused(campaign, kind, reason));
}
