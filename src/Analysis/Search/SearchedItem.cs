using Chaos.Actors.Analysis.Verdicts;

namespace Chaos.Actors.Analysis.Search;

/// <summary>What a search asks of an item.</summary>
/// <param name="Eta">η.</param>
/// <param name="Seed">Its value on the seed axis.</param>
/// <param name="Amplification">A, in e-folds; null where the item says nothing of chaos: it diverges, or nothing tells its trajectories apart.</param>
/// <param name="Time">τ at the primary threshold; null where it is never reached.</param>
public readonly record struct SearchedItem(double Eta, int Seed, double? Amplification, int? Time)
{
    /// <summary>Of the series of an item.</summary>
    /// <param name="eta">η.</param>
    /// <param name="seed">Its value on the seed axis.</param>
    /// <param name="transient">What they say.</param>
    /// <param name="primary">The place of the primary threshold, or −1.</param>
    public static SearchedItem Of(double eta, int seed, ItemTransient transient, int primary) => new(
        eta, seed, transient.Tells ? transient.Transient.Amplification : null, primary < 0 ? null : transient.TrainingTimes[primary]);
}
