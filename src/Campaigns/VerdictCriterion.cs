namespace Chaos.Actors.Campaigns;

/// <summary>
/// What counts as chaos and what as trained, fixed before anything is measured. Of no item's content: other values read the same series again.
/// </summary>
/// <param name="Kappa">κ ≥ 1†: growth counts as chaotic beyond κ times the growth of gradient flow.</param>
/// <param name="Decades">How many decades nearby trajectories must part beyond that† for an item to be chaotic.</param>
/// <param name="Threshold">The primary test accuracy, one of the campaign's thresholds; null for the lower middle one of them†.</param>
public sealed record VerdictCriterion(double Kappa, double Decades, double? Threshold)
{
    /// <summary>What holds where a campaign says nothing.</summary>
    public static VerdictCriterion Default { get; } = new(3, 1, null);

    /// <summary>The least amplification beyond flow of a chaotic item, in e-folds.</summary>
    public double Amplification => Decades * Math.Log(10);

    /// <summary>The place of the primary threshold among those of a campaign, or −1 where there are none.</summary>
    public int PrimaryOf(IReadOnlyList<double> thresholds)
    {
        for (var a = 0; a < thresholds.Count; a++)
            if (thresholds[a].Equals(Threshold)) return a;
        return thresholds.Count == 0 ? -1 : (thresholds.Count - 1) / 2;
    }
}
