namespace Chaos.Actors.Messages.Campaigns;

/// <summary>Where a campaign stands, in O(cells + items in flight).</summary>
public sealed record CampaignStatus : ICampaignMessage
{
    /// <inheritdoc/>
    public required CampaignId Campaign { get; init; }

    /// <summary>The phase.</summary>
    public required CampaignPhase Phase { get; init; }

    /// <summary>Campaigns of a higher priority go first.</summary>
    public int Priority { get; init; }

    /// <summary>Why the campaign failed; null unless it did.</summary>
    public string? Reason { get; init; }

    /// <summary>All items of the grid.</summary>
    public required long Items { get; init; }

    /// <summary>Items whose result is durable.</summary>
    public required long Done { get; init; }

    /// <summary>Items held by a trainer.</summary>
    public required long InFlight { get; init; }

    /// <summary>Quarantined items.</summary>
    public required long Failed { get; init; }

    /// <summary>Trainer nodes that pulled within the lease duration and may be given items.</summary>
    public required int Nodes { get; init; }

    /// <summary>Their slots.</summary>
    public required int Slots { get; init; }

    /// <summary>Epochs (of whole pair groups) per second over the last half minute.</summary>
    public required double EpochsPerSecond { get; init; }

    /// <summary>Epochs still to compute; with <see cref="EpochsPerSecond"/> the remaining time.</summary>
    public required long RemainingEpochs { get; init; }

    /// <summary>Results and reports of attempts that no longer counted.</summary>
    public required long StaleReports { get; init; }

    /// <summary>Every cell, by index.</summary>
    public required IReadOnlyList<CellProgress> Cells { get; init; }

    /// <summary>Items being computed (queued ones are only counted), oldest first, at most 256.</summary>
    public required IReadOnlyList<RunningItem> Running { get; init; }

    /// <summary>Quarantined items, by index, at most 256.</summary>
    public required IReadOnlyList<QuarantinedItem> Quarantined { get; init; }

    /// <summary>Trainer nodes that pull and get nothing, by name.</summary>
    public IReadOnlyList<LeftOutNode> LeftOut { get; init; } = [];
}

/// <summary>Running aggregates of one cell.</summary>
/// <param name="Cell">The cell's index.</param>
/// <param name="Done">Finished seeds.</param>
/// <param name="Failed">Quarantined seeds.</param>
/// <param name="Divergent">Finished seeds that ended in a non-finite loss.</param>
/// <param name="Lambdas">Finished seeds with a finite Λ.</param>
/// <param name="MeanLambda">Mean of Λ over them; NaN without any.</param>
/// <param name="LambdaDeviation">Sample standard deviation of Λ over them; NaN below two.</param>
/// <param name="MeanFinalAccuracy">Mean final test accuracy over finished seeds that did not diverge; NaN without any.</param>
/// <param name="Reached">For each threshold, how many finished seeds reached it.</param>
/// <param name="MeanTrainingTime">For each threshold, mean τ over the seeds that reached it; NaN without any.</param>
public sealed record CellProgress(
    int Cell,
    long Done,
    long Failed,
    long Divergent,
    long Lambdas,
    double MeanLambda,
    double LambdaDeviation,
    double MeanFinalAccuracy,
    IReadOnlyList<long> Reached,
    IReadOnlyList<double> MeanTrainingTime);

/// <summary>An item being computed.</summary>
/// <param name="Item">The item.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Node">Where.</param>
/// <param name="Epochs">Epochs done when the node last reported.</param>
public sealed record RunningItem(ItemIndex Item, AttemptId Attempt, NodeId Node, int Epochs)
{
    /// <summary>The epoch the attempt began with: 0, or that of a checkpoint an earlier one left behind.</summary>
    public int ContinuedFrom { get; init; }
}

/// <summary>A trainer node that gets no items of a campaign.</summary>
/// <param name="Node">The node.</param>
/// <param name="Reason">Why, for people.</param>
public sealed record LeftOutNode(NodeId Node, string Reason);

/// <summary>An item that is not tried again unless asked.</summary>
/// <param name="Item">The item.</param>
/// <param name="Failures">How often it failed.</param>
/// <param name="Error">Its last error.</param>
/// <param name="Node">Where that happened.</param>
public sealed record QuarantinedItem(ItemIndex Item, int Failures, string Error, NodeId Node);
