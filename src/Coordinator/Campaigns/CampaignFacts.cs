using System.Collections.Immutable;
using Chaos.Actors.Coordinator.Dispatch;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Journal;
using Chaos.Actors.Messages.Trainers;
using static Chaos.Actors.Messages.Journal.CampaignEvents;

namespace Chaos.Actors.Coordinator.Campaigns;

/// <summary>What the journal says of a campaign, in O(items / 8 + cells) memory. Changed by <see cref="Apply"/> only.</summary>
public sealed record CampaignFacts
{
    /// <summary>The campaign as submitted.</summary>
    public required CampaignSubmitted Submitted { get; init; }

    /// <summary>How many times it has been opened.</summary>
    public int Term { get; init; }

    /// <summary>The first term whose attempts are at items of this grid; 0 if it never had another.</summary>
    public int GridSince { get; init; }

    /// <summary>What its owner, or its input, made of it.</summary>
    public CampaignStance Stance { get; init; } = CampaignStance.Open;

    /// <summary>Its priority among campaigns.</summary>
    public int Priority { get; init; }

    /// <summary>Why it failed; empty unless it did.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Items whose result is durable.</summary>
    public required ItemSet Done { get; init; }

    /// <summary>Aggregates of the cells with at least one finished item.</summary>
    public ImmutableDictionary<int, CellAggregate> Cells { get; init; } = ImmutableDictionary<int, CellAggregate>.Empty;

    /// <summary>Items that failed and are not done.</summary>
    public ImmutableSortedDictionary<long, ItemFailures> Failures { get; init; } =
        ImmutableSortedDictionary<long, ItemFailures>.Empty;

    /// <summary>How many of those are quarantined.</summary>
    public int Quarantined { get; init; }

    /// <summary>Moving average of the time an item takes; zero before the first.</summary>
    public TimeSpan MeanDuration { get; init; }

    /// <summary>The specification.</summary>
    public CampaignSpec Spec => Submitted.Spec;

    /// <summary>The campaign's identity.</summary>
    public CampaignId Id => CampaignId.Of(Spec);

    /// <summary>Where the campaign stands.</summary>
    public CampaignPhase Phase => Stance switch
    {
        _ when Done.Count == Done.Size && !Spec.IsSearching => CampaignPhase.Completed,
        CampaignStance.Failed => CampaignPhase.Failed,
        CampaignStance.Cancelled => CampaignPhase.Cancelled,
        // A search does not go on without them: their owner decides.
        _ when Quarantined > 0 && Done.Count + Quarantined == Done.Size => CampaignPhase.CompletedWithFailures,
        CampaignStance.Paused => CampaignPhase.Paused,
        _ => CampaignPhase.Running,
    };

    /// <summary>Whether nothing is left to do.</summary>
    public bool IsSettled => Phase is not (CampaignPhase.Running or CampaignPhase.Paused);

    /// <summary>Whether the item is tried again only on request.</summary>
    public bool IsQuarantined(long item) => Failures.TryGetValue(item, out var failures) && failures.Quarantined;

    /// <summary>Whether an attempt is at an item of the grid that the campaign had before: its index means nothing any more.</summary>
    public bool IsOfFormerGrid(AttemptId attempt) => attempt.Term < GridSince;

    /// <summary>A campaign nothing has happened to.</summary>
    public static CampaignFacts Of(CampaignSubmitted submitted) =>
        new() { Submitted = submitted, Done = ItemSet.Empty(submitted.Spec.Grid.Items) };

    /// <summary>The facts after a further event.</summary>
    public CampaignFacts Apply(ICampaignEvent happened) => happened switch
    {
        CampaignExtended e => Extend(e),
        TermBegan e => this with { Term = e.Term },
        ItemCompleted e => Complete(e),
        AttemptFailed e => Done.Contains(e.Item.Value) ? this : Fail(e),
        ItemQuarantined e => Done.Contains(e.Item.Value) ? this : Quarantine(e),
        QuarantineLifted => this with
        {
            Failures = Failures.RemoveRange(Failures.Where(f => f.Value.Quarantined).Select(f => f.Key)),
            Quarantined = 0,
        },
        CampaignPaused => this with { Stance = CampaignStance.Paused },
        CampaignResumed => this with { Stance = CampaignStance.Open, Reason = "" },
        CampaignCancelled => this with { Stance = CampaignStance.Cancelled },
        PriorityChanged e => this with { Priority = e.Priority },
        ItemsDiscarded e => Discard(e),
        CampaignFailed e => this with { Stance = CampaignStance.Failed, Reason = e.Reason },
        _ => throw new ArgumentException($"{happened.GetType().Name} does not happen to a campaign.", nameof(happened)),
    };

    private CampaignFacts Complete(ItemCompleted e)
    {
        var item = e.Item.Value;
        if (Done.Contains(item)) return this;
        var cell = Spec.Grid.Locate(item).Cell;
        var aggregate = Cells.GetValueOrDefault(cell) ?? CellAggregate.Empty(cell, Spec.Thresholds.Count);
        return this with
        {
            Done = Done.Add(item),
            Cells = Cells.SetItem(cell, aggregate.Add(e.Summary)),
            Quarantined = Quarantined - (IsQuarantined(item) ? 1 : 0),
            Failures = Failures.Remove(item),
            MeanDuration = MeanDuration == TimeSpan.Zero ? e.Duration : MeanDuration + (e.Duration - MeanDuration) / 16,
        };
    }

    // Whatever failed is tried again: its owner wants it, and knows more now.
    private CampaignFacts Extend(CampaignExtended e) => this with
    {
        Submitted = e.Campaign,
        GridSince = Term + 1,
        Stance = CampaignStance.Open,
        Reason = "",
        Done = ItemSet.FromBytes(e.Done.Span, e.Campaign.Spec.Grid.Items),
        Cells = e.Cells.ToImmutableDictionary(cell => cell.Cell),
        Failures = ImmutableSortedDictionary<long, ItemFailures>.Empty,
        Quarantined = 0,
    };

    private CampaignFacts Discard(ItemsDiscarded e) => this with
    {
        Done = e.Items.Aggregate(Done, (done, item) => done.Remove(item.Value)),
        Cells = e.Cells.Aggregate(
            Cells, (cells, cell) => cell.Done == 0 ? cells.Remove(cell.Cell) : cells.SetItem(cell.Cell, cell)),
    };

    private CampaignFacts Fail(AttemptFailed e)
    {
        var before = Failures.GetValueOrDefault(e.Item.Value);
        var after = new ItemFailures(e.Item, (before?.Count ?? 0) + 1, e.Node, e.Error, before?.Quarantined ?? false);
        return this with { Failures = Failures.SetItem(e.Item.Value, after) };
    }

    private CampaignFacts Quarantine(ItemQuarantined e) => this with
    {
        Quarantined = Quarantined + (IsQuarantined(e.Item.Value) ? 0 : 1),
        Failures = Failures.SetItem(e.Item.Value, new ItemFailures(e.Item, e.Failures, e.Node, e.Error, true)),
    };
}
