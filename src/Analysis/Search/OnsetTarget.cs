using Chaos.Actors.Analysis.Verdicts;
using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Analysis.Search;

/// <summary>
/// Where the onset η_c is looked for. Between the largest η below which nothing is chaotic and the smallest above which everything is, each η
/// gets seeds until its sign is settled (<see cref="SignTest"/>); what lies beyond a settled one is settled with it. A step of the grid that
/// is coarse beside the scatter of the seeds' onsets is halved; one that is fine gets more seeds.
/// </summary>
internal static class OnsetTarget
{
    // With two seeds a step is not halved further than this, in ln η: they are to find the place, not to measure it.
    private const double FirstStep = 0.4;

    // A step as wide as this many standard deviations of the seeds' onsets widens the interval by less than a tenth.
    private const double CoarseStep = 1.5;

    /// <summary>How far it has come.</summary>
    public static SearchTarget Of(CurveState curve)
    {
        CellState[] cells = [.. curve.Cells.Where(cell => cell.Telling > 0)];
        if (cells.Length == 0)
            return new SearchTarget("nothing tells") { IsOver = true, Sentence = "No run tells nearby trajectories apart without diverging, so there is no onset to be found." };
        var (from, to) = Undecided(cells);
        var fit = LogisticOnset.Fit(curve.Onsets(), [.. curve.Cells.Select(cell => cell.Eta)]);
        var inside = cells[from..(to + 1)];
        var target = new SearchTarget(Found(fit, inside, curve)) { Active = [.. inside.Where(cell => cell.Sign == 0).Select(cell => cell.Eta)] };

        double[] incomplete = [.. inside.Where(cell => cell.Sign == 0 && cell.Seeds < curve.Seeds).Select(cell => cell.Eta)];
        if (incomplete.Length > 0) return target with { Missing = incomplete };
        if (Beyond(cells, curve) is { } sentence) return target with { IsOver = true, Sentence = sentence };
        var width = !curve.HasFewSeeds ? fit.Low > 0 ? (fit.High - fit.Low) / fit.Eta : double.PositiveInfinity
            : inside.Length > 1 ? (inside[^1].Eta - inside[0].Eta) / inside[0].Eta
            : double.PositiveInfinity;
        target = target with { Excess = double.IsNaN(width) ? double.PositiveInfinity : width / curve.Search.Width };
        if (target.Excess <= 1) return target with { IsOver = true, Sentence = Known(fit, inside, curve) };
        return target with { Missing = [.. Halved(inside, fit, curve)], Sentence = Open(fit, inside, curve) };
    }

    // From the last η that is quiet, or settled to be, to the first that is chaotic or settled to be.
    private static (int From, int To) Undecided(CellState[] cells)
    {
        var settled = Array.FindLastIndex(cells, cell => cell.Sign < 0);
        var from = settled;
        while (from + 1 < cells.Length && cells[from + 1].IsQuiet) from++;
        var above = Array.FindIndex(cells, Math.Max(settled, 0), cell => cell.Sign > 0);
        var to = above < 0 ? cells.Length : above;
        while (to - 1 > from && cells[to - 1].IsChaotic) to--;
        return (Math.Max(from, 0), Math.Min(to, cells.Length - 1));
    }

    // That the range ends before the onset begins, once that is settled or nothing more can be asked.
    private static string? Beyond(CellState[] cells, CurveState curve)
    {
        var (first, last) = (cells[0], cells[^1]);
        if (last.Sign < 0 || (last.IsQuiet && last.Seeds >= curve.Campaign.Seeds))
        {
            var beyond = curve.Cells.FirstOrDefault(cell => cell.Eta > last.Eta);
            return beyond is null
                ? $"No onset below η = {Numbers.Rate(last.Eta)}{With(last)}: give a larger `high`."
                : $"No onset below η = {Numbers.Rate(last.Eta)}{With(last)}, and from η = {Numbers.Rate(beyond.Eta)} on every run diverges.";
        }
        if (first.Sign > 0 || (first.IsChaotic && first.Seeds >= curve.Campaign.Seeds))
            return $"Already chaotic at η = {Numbers.Rate(first.Eta)}{With(first)}: give a smaller `low`.";
        return null;
    }

    private static string With(CellState cell) => cell.Sign != 0 ? "" : $", as far as {Numbers.Count(cell.Telling, "seed")} can tell";

    private static IEnumerable<double> Halved(CellState[] inside, LogisticOnset fit, CurveState curve)
    {
        var few = curve.Seeds < Statistics.FewestSeeds;
        var scatter = double.IsFinite(fit.Width) ? CoarseStep * LogisticDeviation * fit.Width : 0;
        var least = curve.HasFewSeeds ? curve.LogWidth : few ? Math.Max(FirstStep, curve.LogWidth) : Math.Max(scatter, curve.LogWidth / 2);
        return inside.Zip(inside.Skip(1))
            .Where(step => Math.Log(step.Second.Eta / step.First.Eta) > least && (few || (step.First.Eta < fit.High && step.Second.Eta > fit.Low)))
            .Select(step => ShortRates.Between(step.First.Eta, step.Second.Eta)).OfType<double>();
    }

    // Standard deviation of a logistic distribution, by the distance of its quartiles.
    private static readonly double LogisticDeviation = Math.PI / Math.Sqrt(3) / (2 * Math.Log(3));

    private static string Found(LogisticOnset fit, CellState[] inside, CurveState curve) => double.IsNaN(fit.Low) || fit.Low <= 0 || double.IsInfinity(fit.High)
        ? inside.Length == 1 ? inside[0].IsQuiet ? $"η_c above {Numbers.Rate(inside[0].Eta)}" : $"η_c below {Numbers.Rate(inside[0].Eta)}"
            : $"η_c between {Numbers.Rate(inside[0].Eta)} and {Numbers.Rate(inside[^1].Eta)} ({Numbers.Count(curve.Seeds, "seed")})"
        : $"η_c between {Numbers.Rate(fit.Low, 3)} and {Numbers.Rate(fit.High, 3)} (95 %)";

    private static string Known(LogisticOnset fit, CellState[] inside, CurveState curve) => curve.HasFewSeeds
        ? $"The onset: {Found(fit, inside, curve)}, which so few seeds cannot settle."
        : $"η_c = {Numbers.Rate(fit.Eta, 3)} [{Numbers.Rate(fit.Low, 3)}, {Numbers.Rate(fit.High, 3)}] is known to the width asked for.";

    private static string Open(LogisticOnset fit, CellState[] inside, CurveState curve) =>
        $"The onset is not known to the width asked for: {Found(fit, inside, curve)}.";
}
