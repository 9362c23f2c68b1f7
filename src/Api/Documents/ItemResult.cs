using Chaos.Actors.Analysis.Cells;

namespace Chaos.Actors.Api.Documents;

/// <summary>What a finished item says, in numbers.</summary>
/// <param name="Lambda">Λ per epoch; NaN (null) if there is nothing to fit.</param>
/// <param name="InitialDistance">D(0).</param>
/// <param name="FinalAccuracy">Test accuracy at the last finite epoch.</param>
/// <param name="BestAccuracy">The best of any finite epoch.</param>
/// <param name="TrainingTimes">τ of each threshold; null where never reached.</param>
/// <param name="DivergedAt">The first epoch with a non-finite loss; null if there is none.</param>
/// <param name="Digest">SHA-256 of its series.</param>
/// <param name="NumericsVersion">The numerics contract that it follows.</param>
/// <param name="Seconds">What it took to compute; NaN (null) where nobody noted it.</param>
/// <param name="Finished">When it was stored; null where nobody noted it.</param>
public sealed record ItemResult(
    double Lambda,
    double InitialDistance,
    double FinalAccuracy,
    double BestAccuracy,
    IReadOnlyList<int?> TrainingTimes,
    int? DivergedAt,
    string Digest,
    int NumericsVersion,
    double Seconds,
    DateTimeOffset? Finished)
{
    /// <summary>The result with that summary.</summary>
    public static ItemResult Of(ItemSummary summary, string digest, int numericsVersion, double seconds, DateTimeOffset? finished) => new(
        summary.Lambda,
        summary.InitialDistance,
        summary.FinalAccuracy,
        summary.BestAccuracy,
        summary.TrainingTimes,
        summary.DivergedAt,
        digest,
        numericsVersion,
        seconds,
        finished);
}
