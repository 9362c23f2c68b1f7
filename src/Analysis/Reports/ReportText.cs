using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Figures;
using Chaos.Actors.Analysis.Verdicts;

namespace Chaos.Actors.Analysis.Reports;

/// <summary>Quantities as the tables of a report show them.</summary>
internal static class ReportText
{
    /// <summary>A measured number.</summary>
    public static string Number(double value) => Numbers.Significant(value);

    /// <summary>An interval of something that cannot be negative: 0 and ∞ together are what nobody knows.</summary>
    public static string Range(Interval interval) => interval.Low <= 0 && double.IsPositiveInfinity(interval.High)
        ? "" : Numbers.Range(interval.Low, interval.High, Number);

    /// <summary>A number and its interval, where that says anything.</summary>
    public static string With(string number, string range) => range is "" or Numbers.Unknown ? number : $"{number} {range}";

    /// <summary>A number of epochs; a run that does not get there counts as never.</summary>
    public static string Epochs(double time) =>
        double.IsPositiveInfinity(time) ? "never" : double.IsNaN(time) ? Numbers.Unknown : Numbers.Label(Math.Round(time, 1));

    /// <summary>η_c with its interval.</summary>
    public static string Onset(LogisticOnset onset) => double.IsPositiveInfinity(onset.Eta) ? "above the grid"
        : onset.Eta == 0 ? "below the grid"
        : With(Number(onset.Eta), double.IsNaN(onset.Low) ? "" : Range(new Interval(onset.Low, onset.High)));

    /// <summary>A fraction and its interval, in hundredths: more is never known.</summary>
    public static string Share(Proportion proportion)
    {
        var interval = proportion.Interval();
        return With(Numbers.Fixed(proportion.Fraction, 2), Numbers.Range(interval.Low, interval.High, end => Numbers.Fixed(end, 2)));
    }

    /// <summary>So many of so many.</summary>
    public static string Of(Proportion proportion) => $"{Numbers.Count(proportion.Count)} of {Numbers.Count(proportion.Of)}";

    /// <summary>What tells a group of cells from the campaign's others.</summary>
    public static string Label(CellGroup group)
    {
        var (campaign, curve) = (group.Campaign, group.Curve);
        var parts = new List<string>(5);
        if (campaign.Tasks.Count > 1) parts.Add(curve.Task.Title);
        parts.Add(curve.Architecture.Name);
        if (campaign.L2.Count > 1 || curve.L2 != 0) parts.Add($"L2 = {Numbers.Label(curve.L2)}");
        if (campaign.Momenta.Count > 1 || curve.Momentum != 0) parts.Add($"momentum {Numbers.Label(curve.Momentum)}");
        if (campaign.Epsilons.Count > 1) parts.Add($"ε = {Numbers.Label(curve.Epsilon)}");
        return string.Join(", ", parts);
    }
}
