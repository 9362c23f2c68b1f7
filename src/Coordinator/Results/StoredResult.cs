using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Results;

/// <summary>The scalar columns of a row of the <c>results</c> table.</summary>
public sealed record StoredSummary(ItemIndex Item, ItemSummary Summary, string Digest, int NumericsVersion, NodeId Node)
{
    /// <summary>What it took to compute, on one core; NaN in rows of releases that did not note it.</summary>
    public double Seconds { get; init; } = double.NaN;

    /// <summary>When it was stored, to the second; null in rows of releases that did not note it.</summary>
    public DateTimeOffset? Finished { get; init; }
}

/// <summary>A whole row of the <c>results</c> table.</summary>
public sealed record StoredResult(ItemIndex Item, PairGroupSeries Series, string Digest, int NumericsVersion, NodeId Node);
