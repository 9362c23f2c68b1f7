using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Journal;
using Chaos.Actors.Messages.Trainers;
using static Chaos.Actors.Messages.Journal.CampaignEvents;

namespace Chaos.Actors.Coordinator.Dispatch;

/// <summary>
/// What becomes of an attempt. Failures count only for an attempt that holds a lease. A result counts whatever its attempt, as
/// long as the item is not done: results are deterministic, so that of an attempt given up for lost is as good as any, and
/// refusing it would mean computing the same bits again. That holds for a quarantined item too, which is then done.
/// </summary>
public static class Outcomes
{
    /// <summary>Decides a result.</summary>
    public static Decision Decide(
        DispatchSettings settings, CampaignFacts facts, CampaignState state, CoordinatorCommands.ResultReady result)
    {
        var dispatch = state.Dispatch;
        var item = result.Item.Value;
        var reply = new CampaignEffect.Reply(
            new TrainerCommands.ResultAcknowledged(result.Campaign, result.Item, result.Attempt));
        if (dispatch.Excluded.Contains(result.Node) || facts.IsOfFormerGrid(result.Attempt))
            return Abandon(state, result.Campaign, result.Attempt);
        if (IsOver(facts, item)) return Stale(state).With(reply);
        // Something of this item is being written. Unanswered, the trainer sends the result again when that is certain.
        if (dispatch.Items[item] is ItemState.Committing) return Stale(state);
        if (Mismatch(facts, result) is { } error)
        {
            return Decide(settings, facts, state, new CoordinatorCommands.ItemFailed(
                result.Campaign, result.Item, result.Attempt, result.Node, FailureKind.Threw, error));
        }
        var next = dispatch with
        {
            Items = dispatch.Items.Commit(item, ended: null),
            StaleReports = dispatch.StaleReports + (dispatch.Items.Find(result.Attempt) is null ? 1 : 0),
        };
        return Decision.Of(state with { Dispatch = next })
            .With(new ItemCompleted(result.Item, result.Node, result.Summary, result.Digest, result.Duration))
            .With(new CampaignEffect.StoreResult(result))
            .With(reply);
    }

    /// <summary>Decides a failure.</summary>
    public static Decision Decide(
        DispatchSettings settings, CampaignFacts facts, CampaignState state, CoordinatorCommands.ItemFailed failed)
    {
        var dispatch = state.Dispatch;
        var item = failed.Item.Value;
        var reply = new CampaignEffect.Reply(
            new TrainerCommands.ResultAcknowledged(failed.Campaign, failed.Item, failed.Attempt));
        if (dispatch.Excluded.Contains(failed.Node) || facts.IsOfFormerGrid(failed.Attempt))
            return Abandon(state, failed.Campaign, failed.Attempt);
        if (IsOver(facts, item) || dispatch.Items.Find(failed.Attempt) is not { } lease || lease.Item != item)
            return Stale(state).With(reply);
        if (dispatch.Items[item] is ItemState.Committing) return Stale(state);
        if (failed.Kind != FailureKind.InputUnusable)
            return Fail(settings, facts, state, lease, failed.Kind, failed.Error).With(reply);
        // It is nothing about this item: the others would fail the same way, one after the other.
        return Decision.Of(state with { Dispatch = dispatch with { Items = dispatch.Items.Release(lease) } })
            .With(new CampaignFailed(failed.Error))
            .With(reply);
    }

    /// <summary>Decides items given back: they go to the front of the queue.</summary>
    public static Decision Decide(CampaignState state, CoordinatorCommands.GiveBack giveBack)
    {
        var items = state.Dispatch.Items;
        foreach (var given in giveBack.Items)
        {
            if (items.Find(given.Attempt) is { } lease && lease.Node == giveBack.Node) items = items.Release(lease);
        }
        return Decision.Of(state with { Dispatch = state.Dispatch with { Items = items } });
    }

    /// <summary>An attempt failed for good: the item is tried again, or quarantined.</summary>
    internal static Decision Fail(
        DispatchSettings settings,
        CampaignFacts facts,
        CampaignState state,
        Lease lease,
        FailureKind kind,
        string error)
    {
        var item = new ItemIndex(lease.Item);
        var failed = new AttemptFailed(item, lease.Node, kind, error);
        var failures = (facts.Failures.GetValueOrDefault(lease.Item)?.Count ?? 0) + 1;
        var quarantine = failures >= settings.FailureLimit;
        var decision = Decision.Of(state with
        {
            Dispatch = state.Dispatch with
            {
                Items = state.Dispatch.Items.Commit(lease.Item, ended: quarantine ? null : lease),
            },
        }).With(failed);
        return quarantine ? decision.With(new ItemQuarantined(item, lease.Node, failures, error)) : decision;
    }

    private static string? Mismatch(CampaignFacts facts, CoordinatorCommands.ResultReady result)
    {
        var (spec, series) = (facts.Spec, result.Series);
        if (result.NumericsVersion != facts.Submitted.NumericsVersion)
            return $"Computed under numerics version {result.NumericsVersion}, not {facts.Submitted.NumericsVersion}.";
        // It would be stored, and no report could be made of the campaign any more.
        var (copies, epochs) = (series.Loss.Length, series.Loss[0].Length);
        return copies == 1 + spec.Replicas
            && (series.DivergedAt is null ? epochs == spec.Epochs : epochs <= spec.Epochs)
            && result.Summary.TrainingTimes.Count == spec.Thresholds.Count
                ? null
                : $"A result of {copies} copies and {epochs} epochs is not one of this campaign.";
    }

    private static bool IsOver(CampaignFacts facts, long item) =>
        item < 0 || item >= facts.Done.Size || facts.Done.Contains(item);

    private static Decision Abandon(CampaignState state, CampaignId campaign, AttemptId attempt) =>
        Stale(state).With(new CampaignEffect.Reply(new TrainerCommands.Abandon(campaign, [attempt])));

    private static Decision Stale(CampaignState state) => Decision.Of(state with
    {
        Dispatch = state.Dispatch with { StaleReports = state.Dispatch.StaleReports + 1 },
    });
}
