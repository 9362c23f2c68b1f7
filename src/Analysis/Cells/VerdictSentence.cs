namespace Chaos.Actors.Analysis.Cells;

/// <summary>Puts a verdict into one English sentence.</summary>
internal static class VerdictSentence
{
    // A list of rates is cut after so many.
    private const int Listed = 8;

    /// <summary>The sentence.</summary>
    public static string Of(VerdictBasis basis)
    {
        if (basis.Cells.Count == 0) return "No work item has finished, so there is nothing to say yet.";
        var sentence = OfScore(basis);
        var score = basis.Cells[0].Cell.Task.Score;
        return score == "accuracy" ? sentence : sentence.Replace("Accuracy", score, StringComparison.Ordinal).Replace("accuracy", score, StringComparison.Ordinal);
    }

    // What is the accuracy of classes is R² of real targets.
    private static string OfScore(VerdictBasis basis)
    {
        if (basis.Cells.All(cell => cell.Seeds < 2)) return OneSeed(basis);
        return basis.Fastest is { } fastest
            ? $"Accuracy {Number(basis.Threshold)} is reached fastest at η = {Rate(fastest)} "
                + $"(median τ = {Number(basis.LeastMedian)} epochs), {Place(basis, fastest)}{Sureness(basis)}{LeftOut(basis)}."
            : $"{NoneFastest(basis)}; {OnsetClause(basis)}.";
    }

    private static string OneSeed(VerdictBasis basis) => basis.Fastest is { } fastest
        ? $"With one seed, accuracy {Number(basis.Threshold)} is reached fastest at η = {Rate(fastest)} "
            + $"(τ = {Number(basis.LeastMedian)} epochs), where {OneLambda(fastest)}; whether "
            + $"that is chaos, and where chaos sets in, takes a second seed to say{LeftOut(basis)}."
        : basis.ReachedAndDivergent.Count > 0
            ? $"With one seed, accuracy {Number(basis.Threshold)} is reached only where the run then diverges "
                + $"(η = {Rates(basis.ReachedAndDivergent)}); where chaos sets in takes a second seed to say."
            : $"With one seed, no η reaches accuracy {Number(basis.Threshold)}; where chaos sets in takes a second seed "
                + "to say.";

    private static string OneLambda(CellSummary cell) => double.IsNaN(cell.Lambda)
        ? "λ cannot be read from the distances"
        : $"λ = {Number(cell.Lambda)} per epoch";

    private static string NoneFastest(VerdictBasis basis) => basis.ReachedAndDivergent.Count > 0
        ? $"Accuracy {Number(basis.Threshold)} is reached in more than half of the seeds only where half or more of them "
            + $"diverge (η = {Rates(basis.ReachedAndDivergent)}), so no η is fastest"
        : $"No η reaches accuracy {Number(basis.Threshold)} in more than half of its seeds, so none is fastest";

    private static string Place(VerdictBasis basis, CellSummary fastest)
    {
        var lambda = Lambda(fastest);
        if (basis.Onset is { } onset)
        {
            var inside = fastest.Cell.LearningRate >= onset.Cell.LearningRate;
            var factor = inside
                ? fastest.Cell.LearningRate / onset.Cell.LearningRate
                : onset.Cell.LearningRate / fastest.Cell.LearningRate;
            var distance = fastest == onset ? "exactly at the onset"
                : $"{(double.IsFinite(factor) ? $"a factor {Number(factor)}" : "farther than numbers go")} {(inside ? "above" : "below")} the onset at η = {Rate(onset)}";
            var region = inside ? "inside the chaotic region"
                : fastest.LambdaInterval.High > basis.Resolution ? "where these seeds leave open whether λ is positive"
                : "outside the chaotic region";
            return $"{region} ({lambda}), {distance}{Bracket(basis)}";
        }

        var there = basis.Positive.Contains(fastest)
            ? $"where λ is positive ({lambda})"
            : $"where λ is not positive beyond doubt ({lambda})";
        return $"{there}; {OnsetClause(basis)}";
    }

    private static string Lambda(CellSummary cell)
    {
        if (double.IsNaN(cell.Lambda)) return "no seed has a λ";
        var interval = cell.LambdaInterval == Interval.Unknown
            ? string.Empty
            : " " + Numbers.Range(cell.LambdaInterval.Low, cell.LambdaInterval.High, Number);
        return $"λ = {Number(cell.Lambda)}{interval} per epoch"
            + (cell.KeptFraction < 1 ? $", kept in {Percent(cell.KeptFraction)} of the seeds" : "");
    }

    private static string OnsetClause(VerdictBasis basis) => basis switch
    {
        { Onset: { } onset } => $"chaos sets in at η = {Rate(onset)}{Bracket(basis)}",
        { Positive.Count: > 0 } =>
            $"there is no onset, as λ is positive at η = {Rates(basis.Positive)} but not from there on",
        _ when basis.Cells.All(cell => double.IsNaN(cell.Lambda)) =>
            "no λ can be read from the distances, so nothing can be said of an onset",
        _ => $"no η has λ above {Number(basis.Resolution)} per epoch beyond doubt, so chaos has no onset on this grid",
    };

    /// <summary>The grid knows the onset only down to the next smaller η.</summary>
    private static string Bracket(VerdictBasis basis)
    {
        var below = basis.Cells.TakeWhile(cell => cell != basis.Onset).LastOrDefault();
        return below is null
            ? " (the smallest η measured, so it may set in earlier)"
            : $" (the next smaller η measured is {Rate(below)})";
    }

    private static string Sureness(VerdictBasis basis)
    {
        if (double.IsNaN(basis.Probability)) return "";
        var seeds = basis.Cells.Max(cell => cell.Seeds);
        return $"; in {Percent(basis.Probability)} of the bootstrap resamples of {Numbers.Count(seeds, "seed")} "
            + "the fastest η is chaotic";
    }

    private static string LeftOut(VerdictBasis basis) => basis.ReachedAndDivergent.Count == 0
        ? ""
        : $" (left out, as half or more of the seeds diverge: η = {Rates(basis.ReachedAndDivergent)})";

    private static string Rates(IReadOnlyList<CellSummary> cells) =>
        string.Join(", ", cells.Take(Listed).Select(Rate))
        + (cells.Count > Listed ? $" and {Numbers.Count(cells.Count - Listed)} more" : "");

    private static string Rate(CellSummary cell) => Number(cell.Cell.LearningRate);

    // Whole per cent, but never "100 %" for less than all or "0 %" for more than none.
    private static string Percent(double share) => Numbers.Percent(share)
        .Replace(">", "more than ", StringComparison.Ordinal).Replace("<", "less than ", StringComparison.Ordinal);

    private static string Number(double value) => Numbers.Short(value);
}
