using Chaos.Actors.Dynamics.Losses;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Observables;

namespace Chaos.Actors.Dynamics.Training;

/// <summary>
/// The content of one work item: everything, beside the task's data, that its series are a function of.
/// </summary>
/// <param name="Architecture">The network.</param>
/// <param name="LearningRate">η &gt; 0.</param>
/// <param name="L2">Coefficient of the L2 penalty on weights, ≥ 0: w ← w − η(∇L + l2·w).</param>
/// <param name="Perturbation">M and ε, and when and where.</param>
/// <param name="Epochs">T ≥ 1; losses are recorded at t = 0 … T − 1, distances and accuracy at t = 0 … T.</param>
/// <param name="Seed">The value of the seed axis.</param>
public sealed record PairGroupSpec(
    Architecture Architecture, double LearningRate, double L2, Perturbation Perturbation, int Epochs, ulong Seed)
{
    /// <summary>What is made small.</summary>
    public Loss Loss { get; init; } = Loss.CrossEntropy;

    /// <summary>β of the heavy ball, 0 ≤ β &lt; 1: v ← β·v − η(∇L + l2·w), w ← w + v; 0 is plain gradient descent.</summary>
    public double Momentum { get; init; }

    /// <summary>What is watched along the run beside losses, accuracy and distances; the trajectory is the same whatever it is.</summary>
    public ObservableSet Observe { get; init; } = ObservableSet.None;

    /// <summary>
    /// k, the number of tangent vectors that follow the reference. With momentum they are vectors (δw, δv), of Euclidean norm.
    /// </summary>
    public int Tangents { get; init; }

    /// <summary>The ends of the Hessian's spectrum are looked for at t = 0, n, 2n … &lt; T; 0: never.</summary>
    public int HessianEvery { get; init; }

    /// <summary>The growth of the leading tangent vector is attributed to curvatures at t = 0, n, 2n … &lt; T; 0: never.</summary>
    public int AttributionEvery { get; init; }

    /// <summary>Every series beside losses, accuracy and distances, in canonical order.</summary>
    public ObservableSet Observables() => ObservableSet.Of([
        .. Observe,
        .. Tangents > 0 ? [new LocalExponents()] : Array.Empty<Observable>(),
        .. HessianEvery > 0 ? [new HessianExtremes()] : Array.Empty<Observable>(),
        .. AttributionEvery > 0 ? [new GrowthAttribution()] : Array.Empty<Observable>(),
        .. Perturbation.Rescale ? [new Rescalings()] : Array.Empty<Observable>()]);

    /// <summary>
    /// What cannot be measured of a network on a task as it is written: the field of a campaign file that says it, and a sentence; null
    /// where all can.
    /// </summary>
    /// <param name="layout">The network's parameters.</param>
    /// <param name="realTargets">Whether the task has real targets.</param>
    public (string Field, string Message)? Fault(ParameterLayout layout, bool realTargets) => this switch
    {
        { Tangents: 0, Perturbation.Count: 0 } => (
            "perturbation.count", "Without perturbed replicas and without tangents nothing is measured: one of both must be at least 1."),
        { Perturbation: { Count: 0, Rescale: true } } => (
            "perturbation.rescale", "Without perturbed replicas there is none to pull back: there must be at least 1."),
        { Perturbation.Count: 0 } when Observe.FirstOrDefault(observable => observable.NeedsReplicas) is { } observable =>
            ("observe", $"Without perturbed replicas there is no {observable}: there must be at least 1."),
        _ => Misfit(layout, realTargets),
    };

    /// <summary>What cannot be computed; a reference alone can be, though it measures nothing.</summary>
    internal (string Field, string Message)? Misfit(ParameterLayout layout, bool realTargets) => this switch
    {
        { Momentum: not (>= 0 and < 1) } => ("momentum", "The momentum must be at least 0 and below 1."),
        { Tangents: 0, AttributionEvery: > 0 } =>
            ("attribution", "What is attributed is the growth of the leading tangent: tangents must be at least 1."),
        { AttributionEvery: > 0, Momentum: not 0 } => ("attribution",
            "The growth of a tangent is attributed to curvatures under gradient descent without momentum only: leave one of both out."),
        _ when Tangents > layout.Count => ("tangents",
            FormattableString.Invariant($"{Tangents} tangents are more than the network's {layout.Count} parameters have directions.")),
        _ when Perturbation.At < 0 || Perturbation.At >= Epochs => ("perturbation.at", FormattableString.Invariant(
            $"Replicas cannot be perturbed at epoch {Perturbation.At}: it must be one of 0 … {Epochs - 1}, before the last of {Epochs} epochs.")),
        _ when Perturbation.On.Number > layout.Weights => ("perturbation.on", FormattableString.Invariant(
            $"{Perturbation.On.Number} weights cannot be perturbed: the network has {layout.Weights}.")),
        _ when Loss.Fault(realTargets) is { } fault => ("loss", fault),
        _ when realTargets && Observe.FirstOrDefault(observable => observable.NeedsClasses) is { } classes => ("observe",
            $"{classes} compares predicted classes, and the targets are real: observe {string.Join(" or ", Observable.All.Where(other => other.NeedsReplicas && !other.NeedsClasses))} instead."),
        _ => null,
    };
}
