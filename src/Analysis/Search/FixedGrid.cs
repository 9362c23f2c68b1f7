using Chaos.Actors.Analysis.Verdicts;
using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Analysis.Search;

/// <summary>
/// The grid with which one would have had to begin to know as much as a search has found: over the same range, everywhere as fine as the
/// search's own is at the onset and at the fastest η, and with as many seeds at every η.
/// </summary>
/// <param name="Rates">η, evenly spaced in ln η.</param>
/// <param name="Seeds">Seeds of each.</param>
/// <param name="Items">Items of all curves.</param>
public sealed record FixedGrid(int Rates, int Seeds, long Items)
{
    /// <summary>That grid; null where nothing was found that has a place.</summary>
    /// <param name="campaign">A campaign that has searched.</param>
    /// <param name="verdicts">Its verdicts.</param>
    public static FixedGrid? Of(CampaignSpec campaign, IReadOnlyList<CurveVerdict> verdicts)
    {
        if (campaign.Search is not { } search) return null;
        var steps = verdicts.SelectMany(verdict => Steps(campaign, verdict)).ToArray();
        if (steps.Length == 0) return null;
        var rates = 1 + (int)Math.Ceiling(Math.Log(search.High / search.Low) / steps.Min());
        var seeds = campaign.CellSeeds!.Max();
        return new FixedGrid(rates, seeds, (long)campaign.Grid.Curves * rates * seeds);
    }

    // The widest step, in ln η, that the interval of what was found reaches into: of η_c, and of the fastest η.
    private static IEnumerable<double> Steps(CampaignSpec campaign, CurveVerdict verdict)
    {
        var rates = campaign.Grid.CellsOf(verdict.Curve).Where(cell => campaign.Grid.SeedsOf(cell) > 0)
            .Select(cell => campaign.Grid.Cell(cell).LearningRate).ToArray();
        var places = new List<(double Low, double High)>();
        if (verdict.OnsetOnGrid is { } onset) places.Add((double.IsNaN(verdict.Onset.Low) ? onset : verdict.Onset.Low, double.IsNaN(verdict.Onset.High) ? onset : verdict.Onset.High));
        if (verdict.Primary >= 0 && verdict.Thresholds[verdict.Primary] is { Fastest: var fastest, FastestInterval: var interval } && double.IsFinite(fastest))
            places.Add(interval.Low > 0 && double.IsFinite(interval.High) ? (interval.Low, interval.High) : (fastest, fastest));
        foreach (var (low, high) in places)
        {
            var steps = rates.Zip(rates.Skip(1)).Where(step => step.First <= high && step.Second >= low).Select(step => Math.Log(step.Second / step.First)).ToArray();
            if (steps.Length > 0) yield return steps.Max();
        }
    }
}
