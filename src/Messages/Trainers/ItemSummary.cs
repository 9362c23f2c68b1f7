namespace Chaos.Actors.Messages.Trainers;

/// <summary>The few numbers of one finished item that the journal and the live table keep.</summary>
/// <param name="Lambda">Λ by the default estimator; NaN if it has none.</param>
/// <param name="InitialDistance">The realised D(0) = mean_j d_j(0).</param>
/// <param name="FinalAccuracy">Test accuracy of the reference at the last recorded epoch.</param>
/// <param name="BestAccuracy">The best test accuracy of any epoch.</param>
/// <param name="TrainingTimes">τ(a) for each threshold of the campaign; null where it was never reached.</param>
/// <param name="DivergedAt">The first epoch with a non-finite loss, or null.</param>
public sealed record ItemSummary(
    double Lambda,
    double InitialDistance,
    double FinalAccuracy,
    double BestAccuracy,
    IReadOnlyList<int?> TrainingTimes,
    int? DivergedAt);
