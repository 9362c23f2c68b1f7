using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Digests;

/// <summary>Everything whose bits are compared across instruction sets: a name, and its digest at a width.</summary>
public static class DigestCatalogue
{
    /// <summary>All entries. Each has its golden digest in GoldenDigests of Dynamics.Tests.</summary>
    public static IReadOnlyList<(string Name, Func<SimdWidth, string> Digest)> All { get; } =
    [
        ("lane-operations", LaneDigests.Operations),
        ("exp", LaneDigests.Exp),
        ("exp-minus-one", LaneDigests.ExpMinusOne),
        ("log", LaneDigests.Log),
        ("tanh", LaneDigests.Tanh),
        ("sigmoid", LaneDigests.Sigmoid),
        ("normal", _ => StreamDigests.Normal()),
        ("uniform", _ => StreamDigests.Uniform()),
        ("pair-group-mnist", PairGroupDigests.Mnist),
        ("pair-group-digits-deep", PairGroupDigests.DigitsDeep),
        ("pair-group-wine", PairGroupDigests.Wine),
        ("pair-group-divergent", PairGroupDigests.Divergent),
        ("pair-group-softplus", PairGroupDigests.Softplus),
        ("pair-group-test-loss", PairGroupDigests.TestLoss),
        ("pair-group-lenet", PairGroupDigests.LeNet),
        ("pair-group-images", PairGroupDigests.Images),
        ("pair-group-tangents", PairGroupDigests.Tangents),
        ("pair-group-momentum", PairGroupDigests.Momentum),
        ("pair-group-perturbed-later", PairGroupDigests.PerturbedLater),
        ("pair-group-perturbed-weights", PairGroupDigests.PerturbedWeights),
        ("pair-group-real-targets", PairGroupDigests.RealTargets),
        ("synthetic-tasks", _ => SyntheticDigests.Tasks()),
    ];
}
