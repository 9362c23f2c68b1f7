namespace Chaos.Actors.Dynamics.Training;

/// <summary>
/// What computes a pair group: it holds the parameters of every copy and evaluates them. Any engine gives the same bits, which
/// <see cref="Reference.ReferencePairGroup"/> defines.
/// </summary>
internal interface IPairGroupEngine : IDisposable
{
    /// <summary>The parameters of a copy (0 = reference): [k], row-major.</summary>
    double[][] Parameters(int copy);

    /// <summary>
    /// What the training rule remembers of every copy, in the form of the parameters; empty where it remembers nothing.
    /// </summary>
    /// <exception cref="ArgumentException">Set: they are of other shapes.</exception>
    IReadOnlyList<double[][]> Velocities { get; set; }

    /// <summary>
    /// Measures w(t): losses of all copies and their gradients, which the next step takes, test accuracy of the reference and
    /// distances of the replicas from it.
    /// </summary>
    /// <param name="losses">[copies].</param>
    /// <param name="accuracy">Fraction of the test samples classified correctly.</param>
    /// <param name="distances">[M].</param>
    void Measure(double[] losses, out double accuracy, double[] distances);

    /// <summary>Whether every parameter of every copy is finite.</summary>
    bool HasFiniteParameters();

    /// <summary>Steps every copy to w(t + 1).</summary>
    void Step();
}
