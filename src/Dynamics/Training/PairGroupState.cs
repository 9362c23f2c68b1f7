namespace Chaos.Actors.Dynamics.Training;

/// <summary>
/// Where a pair group stands at w(t): with its task and its specification, all that its future is a function of. A group
/// continued from it ends with the same bits as one that was never interrupted.
/// </summary>
/// <param name="Epoch">t, 0 … T.</param>
/// <param name="Parameters">
/// w(t) of every copy: [copy][k], k in the order weight, bias, weight, bias …; weights row-major [out, in].
/// </param>
/// <param name="Series">
/// The series of the epochs before t: [copies][t], [t] and [M][t], and the columns before t of what is observed; not divergent.
/// </param>
public sealed record PairGroupState(int Epoch, IReadOnlyList<double[][]> Parameters, PairGroupSeries Series)
{
    /// <summary>The parameters' part δw of the tangent vectors at t: [i][k], in the form of the parameters.</summary>
    public IReadOnlyList<double[][]> Tangents { get; init; } = [];

    /// <summary>
    /// v(t) of every copy, then δv of every tangent vector, in the form of the parameters; empty without momentum.
    /// </summary>
    public IReadOnlyList<double[][]> Velocities { get; init; } = [];
}
