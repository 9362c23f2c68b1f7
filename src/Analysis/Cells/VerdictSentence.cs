using System.Globalization;

namespace Chaos.Actors.Analysis.Cells;

/// <summary>What a verdict rests on.</summary>
/// <param name="Threshold">a.</param>
/// <param name="Index">Its place among the thresholds.</param>
/// <param name="Resolution">The smallest exponent that counts as positive.</param>
/// <param name="Points">The cells with a finished seed, η ascending.</param>
/// <param name="Positive">Those whose interval of λ is positive.</param>
/// <param name="Onset">The onset, or null.</param>
/// <param name="Fastest">The fastest, or null.</param>
/// <param name="Probability">Bootstrap probability that the fastest η is chaotic, or NaN.</param>
internal sealed record Findings(
    double Threshold, int Index, double Resolution, IReadOnlyList<CurvePoint> Points, IReadOnlyList<CurvePoint> Positive,
    CurvePoint? Onset, CurvePoint? Fastest, double Probability);

/// <summary>Puts a verdict into one English sentence.</summary>
internal static class VerdictSentence
{
    /// <summary>The sentence.</summary>
    public static string Of(Findings findings)
    {
        if (findings.Points.Count == 0) return "No work item has finished, so there is nothing to say yet.";
        if (findings.Points.All(point => point.Cell.Seeds < 2)) return OneSeed(findings);
        return findings.Fastest is { } fastest
            ? $"Accuracy {Number(findings.Threshold)} is reached fastest at η = {Number(fastest.Rate)} "
                + $"(median τ = {Number(Median(findings))} epochs), {Place(findings, fastest)}{Sureness(findings)}."
            : $"No η reaches accuracy {Number(findings.Threshold)} in more than half of its seeds, so none is fastest; "
                + $"{OnsetClause(findings)}.";
    }

    private static string OneSeed(Findings findings) => findings.Fastest is { } fastest
        ? $"With one seed, accuracy {Number(findings.Threshold)} is reached fastest at η = {Number(fastest.Rate)} "
            + $"(τ = {Number(Median(findings))} epochs), where λ = {Number(fastest.Cell.Lambda)} per epoch; whether "
            + "that is chaos, and where chaos sets in, takes a second seed to say."
        : $"With one seed, no η reaches accuracy {Number(findings.Threshold)}; where chaos sets in takes a second seed "
            + "to say.";

    private static string Place(Findings findings, CurvePoint fastest)
    {
        var kept = fastest.Cell.KeptFraction;
        var lambda = $"λ = {WithInterval(fastest.Cell)} per epoch"
            + (kept < 1 ? $", kept in {Percent(kept)} of the seeds" : "");
        if (findings.Onset is { } onset)
        {
            var inside = fastest.Rate >= onset.Rate;
            var factor = inside ? fastest.Rate / onset.Rate : onset.Rate / fastest.Rate;
            var distance = factor == 1 ? "exactly at the onset" : inside
                ? $"a factor {Number(factor)} above the onset at η = {Number(onset.Rate)}"
                : $"a factor {Number(factor)} below the onset at η = {Number(onset.Rate)}";
            var region = inside ? "inside the chaotic region"
                : fastest.Cell.LambdaInterval.High > findings.Resolution ? "where these seeds leave open whether λ is positive"
                : "outside the chaotic region";
            return $"{region} ({lambda}), {distance}{Bracket(findings)}";
        }

        var there = findings.Positive.Contains(fastest)
            ? $"where λ is positive ({lambda})"
            : $"where λ is not positive beyond doubt ({lambda})";
        return $"{there}; {OnsetClause(findings)}";
    }

    private static string OnsetClause(Findings findings) => findings switch
    {
        { Onset: { } onset } => $"chaos sets in at η = {Number(onset.Rate)}{Bracket(findings)}",
        { Positive.Count: > 0 } =>
            $"there is no onset, as λ is positive at η = {string.Join(", ", findings.Positive.Select(p => Number(p.Rate)))} "
            + "but not from there on",
        _ => $"no η has λ above {Number(findings.Resolution)} per epoch beyond doubt, so chaos has no onset on this grid",
    };

    /// <summary>The grid knows the onset only down to the next smaller η.</summary>
    private static string Bracket(Findings findings)
    {
        var below = findings.Points.TakeWhile(point => point != findings.Onset).LastOrDefault();
        return below is null
            ? " (the smallest η measured, so it may set in earlier)"
            : $" (the next smaller η measured is {Number(below.Rate)})";
    }

    private static string Sureness(Findings findings)
    {
        var seeds = findings.Points.Min(point => point.Cell.Seeds);
        return double.IsNaN(findings.Probability)
            ? ""
            : $"; in {Percent(findings.Probability)} of the bootstrap resamples of {(seeds == 1 ? "1 seed" : $"{seeds} seeds")} "
                + "the fastest η is chaotic";
    }

    private static double Median(Findings findings) => findings.Fastest!.Cell.TrainingTimes[findings.Index].Median;

    private static string WithInterval(CellSummary cell) => cell.LambdaInterval == Interval.Unknown
        ? Number(cell.Lambda)
        : $"{Number(cell.Lambda)} [{Number(cell.LambdaInterval.Low)}, {Number(cell.LambdaInterval.High)}]";

    // Whole per cent, but never "100 %" for less than all or "0 %" for more than none.
    private static string Percent(double share) => share switch
    {
        > 0.99 and < 1 => "more than 99 %",
        > 0 and < 0.01 => "less than 1 %",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(100 * share):0} %"),
    };

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture) is var text
        && (value == 0 || Math.Abs(value) >= 0.001) ? text : value.ToString("0.##e+0", CultureInfo.InvariantCulture);
}
