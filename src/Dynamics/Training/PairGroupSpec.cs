using Chaos.Actors.Dynamics.Losses;
using Chaos.Actors.Dynamics.Networks;

namespace Chaos.Actors.Dynamics.Training;

/// <summary>How the replicas are perturbed at the start: every weight += U(−ε, ε); biases are left alone.</summary>
/// <param name="Count">M, the number of perturbed replicas; at least 1.</param>
/// <param name="Epsilon">ε ≥ 0; 0 is allowed and gives d ≡ 0.</param>
public sealed record Perturbation(int Count, double Epsilon)
{
    /// <summary>The baseline protocol's: 5 replicas, ε = 1e-8.</summary>
    public static Perturbation Baseline { get; } = new(5, 1e-8);
}

/// <summary>
/// The content of one work item: everything, beside the task's data, that its series are a function of.
/// </summary>
/// <param name="Architecture">The network.</param>
/// <param name="LearningRate">η &gt; 0.</param>
/// <param name="L2">Coefficient of the L2 penalty on weights, ≥ 0: w ← w − η(∇L + l2·w).</param>
/// <param name="Perturbation">M and ε.</param>
/// <param name="Epochs">T ≥ 1; losses are recorded at t = 0 … T − 1, distances and accuracy at t = 0 … T.</param>
/// <param name="Seed">The value of the seed axis.</param>
public sealed record PairGroupSpec(
    Architecture Architecture, double LearningRate, double L2, Perturbation Perturbation, int Epochs, ulong Seed)
{
    /// <summary>What is made small.</summary>
    public Loss Loss { get; init; } = Loss.CrossEntropy;

    /// <summary>β of the heavy ball, 0 ≤ β &lt; 1: v ← β·v − η(∇L + l2·w), w ← w + v; 0 is plain gradient descent.</summary>
    public double Momentum { get; init; }
}
