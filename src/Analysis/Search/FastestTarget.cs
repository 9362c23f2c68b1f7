using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Verdicts;
using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Analysis.Search;

/// <summary>
/// Where the fastest η is looked for: the median over the seeds of the η at which each reaches the primary threshold first. Every seed gets
/// all η among which those of the others lie, but for a tenth at each end, and one more on either side; so that a seed's own fastest is not
/// cut off. A known η* is its interval and half a step of the grid on either side.
/// </summary>
internal static class FastestTarget
{
    private const int Trimmed = 10;

    /// <summary>How far it has come.</summary>
    public static SearchTarget Of(CurveState curve)
    {
        var threshold = curve.Campaign.Verdict.PrimaryOf(curve.Campaign.Thresholds);
        var what = threshold < 0 ? "" : $"{curve.Campaign.Score} {Numbers.Short(curve.Campaign.Thresholds[threshold])}";
        var fastest = curve.Fastest();
        if (fastest.Length == 0) return Never(curve, what);

        double[] rates = [.. curve.Cells.Select(cell => cell.Eta)];
        var cut = fastest.Length / Trimmed;
        var (from, to) = (Before(rates, fastest[cut]), After(rates, fastest[^(1 + cut)]));
        var window = curve.Cells.Skip(from).Take(to - from + 1).ToArray();
        var interval = Median.IntervalOf(fastest.Select(eta => Math.Log(eta))).Exp();
        var isBounded = interval.Low > 0 && double.IsFinite(interval.High);
        var (low, high) = isBounded ? (Nearest(rates, interval.Low), Nearest(rates, interval.High)) : (fastest[0], fastest[^1]);
        var (below, above) = (rates[Before(rates, low)], rates[After(rates, high)]);
        var (left, right) = (Math.Sqrt(low * below), Math.Sqrt(high * above));
        var median = Math.Exp(Median.Of(fastest.Select(eta => Math.Log(eta))));
        var known = $"between {Numbers.Rate(left, 3)} and {Numbers.Rate(right, 3)}{(isBounded ? " (95 %)" : "")}";
        var target = new SearchTarget($"fastest {known}") { Active = [.. window.Select(cell => cell.Eta)] };

        double[] incomplete = [.. window.Where(cell => cell.Seeds < curve.Seeds).Select(cell => cell.Eta)];
        if (incomplete.Length > 0) return target with { Missing = incomplete };
        var width = isBounded || curve.HasFewSeeds ? (right - left) / median : double.PositiveInfinity;
        target = target with { Excess = width / curve.Search.Width };
        if (target.Excess <= 1)
        {
            return target with
            {
                IsOver = true,
                Sentence = curve.HasFewSeeds ? $"{char.ToUpperInvariant(what[0])}{what[1..]} is reached fastest {known}, which so few seeds cannot settle."
                    : $"The η at which {what} is reached fastest, {Numbers.Rate(median, 3)} [{Numbers.Rate(left, 3)}, {Numbers.Rate(right, 3)}], is known to the width asked for{AtEnd(curve, median)}.",
            };
        }
        return target with
        {
            Missing = isBounded || curve.HasFewSeeds ? [.. Halved(rates, below, above, Math.Log(high / low), curve)] : [],
            Sentence = $"The η at which {what} is reached fastest is not known to the width asked for: it lies {known}.",
        };
    }

    private static string AtEnd(CurveState curve, double median) =>
        median >= curve.Search.High ? "; there the range ends, a larger `high` may be faster"
        : median <= curve.Search.Low ? "; there the range begins, a smaller `low` may be faster"
        : "";

    // Steps that are coarse beside the scatter of the seeds, and beside the width asked for.
    private static IEnumerable<double> Halved(double[] rates, double below, double above, double scatter, CurveState curve)
    {
        var least = curve.HasFewSeeds ? curve.LogWidth / 2 : Math.Max(scatter / 2, 0.4 * curve.LogWidth);
        return rates.Zip(rates.Skip(1)).Where(step => step.First >= below && step.Second <= above && Math.Log(step.Second / step.First) > least)
            .Select(step => ShortRates.Between(step.First, step.Second)).OfType<double>();
    }

    private static SearchTarget Never(CurveState curve, string what) => new("no fastest η")
    {
        IsOver = true,
        Sentence = what.Length == 0 ? "" : $"No run reaches {what} within {Numbers.Count(curve.Campaign.Epochs)} epochs without diverging, so no η is fastest.",
    };

    private static int Before(double[] rates, double eta) => Math.Max(Array.IndexOf(rates, eta) - 1, 0);

    private static int After(double[] rates, double eta) => Math.Min(Array.IndexOf(rates, eta) + 1, rates.Length - 1);

    private static double Nearest(double[] rates, double eta) => rates.MinBy(rate => Math.Abs(Math.Log(rate / eta)));
}
