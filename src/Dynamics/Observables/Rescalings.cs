using Chaos.Actors.Dynamics.Reference;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Dynamics.Observables;

/// <summary>
/// Replicas that are <see cref="Perturbation.Rescale">pulled back</see>: r_j(t) = ln of the distance that the step t → t + 1 led to, divided by
/// the distance that the replica was pulled back to, which is d_j(t + 1); 0 where it was left alone: [M, T]. So nearby trajectories have
/// parted by ln d_j(t) − ln d_j(e) + Σ_{s &lt; t} r_j(s) e-folds.
/// </summary>
public sealed class Rescalings : Observable
{
    /// <summary>The name of the series.</summary>
    public const string SeriesName = "rescalings";

    /// <summary>Σ_{s &lt; t} r_j(s): by how many e-folds each replica of an item was pulled back before t: [M, T + 1]; null where none ever is.</summary>
    public static double[][]? Before(PairGroupSeries series) => series.Rows(SeriesName) is not { } rows ? null :
    [
        .. rows.Select(row =>
        {
            var sums = new double[row.Length + 1];
            for (var t = 0; t < row.Length; t++) sums[t + 1] = sums[t] + row[t];
            return sums;
        }),
    ];

    /// <inheritdoc/>
    public override string Text => SeriesName;

    /// <inheritdoc/>
    public override string Series => SeriesName;

    /// <inheritdoc/>
    public override bool NeedsReplicas => true;

    internal override bool IsOfStep => true;

    /// <inheritdoc/>
    public override int Rows(PairGroupSpec spec) => spec.Perturbation.Count;

    /// <inheritdoc/>
    public override int ColumnsBefore(int t, PairGroupSpec spec) => Math.Min(t, spec.Epochs);

    internal override void Observe(IPairGroupEngine engine, Span<double> column) => engine.Rescalings.CopyTo(column);

    internal override double[] Observe(ReferencePairGroup group) => group.Rescalings;
}
