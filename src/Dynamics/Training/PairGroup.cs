namespace Chaos.Actors.Dynamics.Training;

/// <summary>Sees each epoch of a pair group as it is computed.</summary>
/// <param name="epoch">t, 0 … T.</param>
/// <param name="losses">Training loss of every copy at w(t); empty at t = T.</param>
/// <param name="accuracy">Test accuracy of the reference at w(t).</param>
/// <param name="distances">d_j(t) of every replica.</param>
public delegate void EpochObserver(
    int epoch, ReadOnlySpan<double> losses, double accuracy, ReadOnlySpan<double> distances);

/// <summary>One reference network and its M perturbed replicas, trained in lockstep.</summary>
/// <param name="task">The data.</param>
/// <param name="spec">The work item.</param>
/// <param name="initial">
/// Parameters to start from instead of the seed: [copy][k], k in the order weight, bias, weight, bias …; weights
/// row-major [out, in]. Null to draw them.
/// </param>
/// <param name="threads">Threads to spread the copies over; any number gives the same bits.</param>
public sealed class PairGroup(
    PreparedTask task, PairGroupSpec spec, IReadOnlyList<double[][]>? initial = null, int threads = 1)
{
    /// <summary>Trains to the last epoch, or to the first with a non-finite loss.</summary>
    /// <exception cref="OperationCanceledException">Cancelled between two epochs.</exception>
    public PairGroupSeries Run(EpochObserver? observer = null, CancellationToken cancellation = default) =>
        throw new NotImplementedException($"{task} {spec} {initial} {threads}");

    /// <summary>The current parameters of a copy (0 = reference): [k], weights row-major [out, in].</summary>
    public double[][] Parameters(int copy) => throw new NotImplementedException();
}
