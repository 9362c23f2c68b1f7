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
    /// v(t) of every copy, then that part of every tangent vector, in the form of the parameters; empty without momentum.
    /// </summary>
    /// <exception cref="ArgumentException">Set: they are of other shapes.</exception>
    IReadOnlyList<double[][]> Velocities { get; set; }

    /// <summary>
    /// Measures w(t): losses of all copies and their gradients, which the next step takes, test accuracy of the reference (R² with
    /// real targets) and distances of the replicas from it; and what the item's observables need.
    /// </summary>
    /// <param name="losses">[copies].</param>
    /// <param name="accuracy">Fraction of the test samples classified correctly, or R².</param>
    /// <param name="distances">[M].</param>
    /// <param name="stepFollows">Whether a step may follow: then the tangents' next state and the exponents are computed too.</param>
    void Measure(double[] losses, out double accuracy, double[] distances, bool stepFollows);

    /// <summary>t: the steps behind w(t).</summary>
    int Epoch { get; }

    /// <summary>The parameters' part of a tangent vector at t: [k], row-major.</summary>
    double[][] Tangent(int i);

    /// <summary>γ_i(t) = ln r_ii of every tangent vector, of the step that follows.</summary>
    ReadOnlySpan<double> Exponents { get; }

    /// <summary>
    /// The largest and the smallest eigenvalue of the Hessian of the mean training loss of the reference at w(t), without the L2
    /// term, as far as <see cref="Curvature.SpectrumEnds"/> finds them.
    /// </summary>
    (double Largest, double Smallest) HessianExtremes();

    /// <summary>
    /// Of the leading tangent vector at t: its weight on curvature below 0, on (0, 2/η] and beyond, then what of γ_1 comes from each;
    /// the curvature is that of the Hessian with the L2 term.
    /// </summary>
    ReadOnlySpan<double> GrowthOfLeadingTangent();

    /// <summary>Mean loss of the reference over the test samples at w(t), if an observable of the item needs it.</summary>
    double TestLoss { get; }

    /// <summary>Test accuracy of every copy at w(t), if an observable of the item needs it: [copies].</summary>
    ReadOnlySpan<double> Accuracies { get; }

    /// <summary>
    /// Mean over the test samples of the L1 distance of each replica's logits from the reference's at w(t), if an observable of the item
    /// needs it: [M].
    /// </summary>
    ReadOnlySpan<double> LogitDistances { get; }

    /// <summary>Share of the test samples each replica predicts another class for than the reference, under the same condition: [M].</summary>
    ReadOnlySpan<double> Disagreements { get; }

    /// <summary>
    /// d_j(e) at the epoch of the perturbation, known once w(e) is measured and given to an engine that starts later: [M].
    /// </summary>
    ReadOnlySpan<double> FirstDistances { set; }

    /// <summary>By what the last step has pulled back each replica, as <see cref="Observables.Rescalings"/> defines it: [M].</summary>
    ReadOnlySpan<double> Rescalings { get; }

    /// <summary>Whether every parameter of every copy is finite.</summary>
    bool HasFiniteParameters();

    /// <summary>
    /// Steps every copy, and every tangent vector, to t + 1. Replicas begin at the epoch of their perturbation: until then they are the
    /// reference.
    /// </summary>
    void Step();
}
