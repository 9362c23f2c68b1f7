namespace Chaos.Actors.Dynamics.Training;

/// <summary>How the replicas are perturbed: at epoch <see cref="At"/>, every parameter of <see cref="On"/> += U(−ε, ε).</summary>
/// <param name="Count">M, the number of perturbed replicas; 0 where there are tangents.</param>
/// <param name="Epsilon">ε ≥ 0; 0 is allowed and gives d ≡ 0.</param>
public sealed record Perturbation(int Count, double Epsilon)
{
    /// <summary>The baseline protocol's: 5 replicas, ε = 1e-8, every weight, from the start.</summary>
    public static Perturbation Baseline { get; } = new(5, 1e-8);

    /// <summary>
    /// e, 0 ≤ e &lt; T: a replica is w(e) + ξ, with the reference's velocity if there is momentum. Up to then the reference runs alone:
    /// the losses of a replica are the reference's at t &lt; e, and its distances 0.
    /// </summary>
    public int At { get; init; }

    /// <summary>What ξ moves.</summary>
    public PerturbedPart On { get; init; } = PerturbedPart.Weights;

    /// <summary>
    /// Whether a replica is pulled back to its first distance, along the line to the reference, when a step has brought it out of
    /// [d(e) / <see cref="Range"/>, <see cref="Range"/> · d(e)] (Benettin's method with a finite displacement): nothing saturates then.
    /// </summary>
    public bool Rescale { get; init; }

    /// <summary>How many times its first distance a replica that is pulled back may be away, or as many times nearer.</summary>
    public const double Range = 1e3;

    // A replica that has met the reference, or ran away to where no number is, cannot be brought back.
    internal static bool IsOutOfRange(double distance, double wanted) =>
        distance > 0 && double.IsFinite(distance) && wanted > 0 && (distance > wanted * Range || distance < wanted / Range);

    /// <summary>Epochs of single networks that are trained from an epoch to another: the replicas' from e on, the reference's all.</summary>
    public long CopyEpochs(int from, int to) => Math.Max(0, to - from) + (long)Count * Math.Max(0, to - Math.Max(from, At));
}
