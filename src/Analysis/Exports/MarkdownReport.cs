using System.Globalization;
using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Analysis.Figures;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.Exports;

/// <summary><c>report.md</c>: what was measured, how, and what it says, for a reader without the program.</summary>
public static class MarkdownReport
{
    // Rows of a table, and entries of a list, that somebody reads.
    private const int MostRows = 100, MostListed = 30;

    /// <summary>Writes the report.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="analysis">What the campaign's series say.</param>
    /// <param name="figures">Names of the figure files beside the report; those in PNG are shown in their place.</param>
    public static void Write(TextWriter destination, CampaignAnalysis analysis, IReadOnlyCollection<string> figures)
    {
        destination.Write($"# {Escape(analysis.Campaign.Name)}\n\n");
        WriteProtocol(destination, analysis);
        foreach (var group in CellGroup.Of(analysis)) WriteGroup(destination, group, figures);
        WriteNotes(destination, analysis);
    }

    private static void WriteProtocol(TextWriter destination, CampaignAnalysis analysis)
    {
        var campaign = analysis.Campaign;
        var grid = campaign.Grid;
        var finished = analysis.Cells.Sum(c => (long)c.Seeds);
        destination.Write("| protocol | |\n|---|---|\n");
        Row(campaign.Tasks.Count == 1 ? "task" : "tasks", Escape(List(
            campaign.Tasks, task => $"{task.Name} ({Samples(task.Train)} training, {Samples(task.Test)} test)")));
        Row("architectures", Escape(List(campaign.Architectures, a => a.Name)));
        Row("learning rates η", List(campaign.LearningRates, rate => Numbers.Rate(rate)));
        Row("L2", List(campaign.L2, Numbers.Label));
        Row("loss, momentum", $"{campaign.Loss}, {List(campaign.Momenta, Numbers.Label)}");
        Row("epochs T", Numbers.Count(campaign.Epochs));
        Row("replicas M, perturbation ε", $"{campaign.Replicas}, {List(campaign.Epsilons, Numbers.Label)}");
        if (campaign.PerturbedAt > 0) Row("perturbed at epoch", Numbers.Count(campaign.PerturbedAt));
        if (campaign.PerturbedOn != PerturbedPart.Weights)
            Row("perturbed", campaign.PerturbedOn.Number is { } some ? $"{Numbers.Count(some)} weights" : "all parameters");
        if (campaign.Tangents > 0) Row("tangent vectors", Numbers.Count(campaign.Tangents));
        Row("seeds", Numbers.Count(campaign.Seeds) + (campaign.FirstSeed > 0 ? $", from {campaign.FirstSeed}" : string.Empty));
        Row("work items finished", string.Create(CultureInfo.InvariantCulture, $"{finished:N0} of {grid.Items:N0}"));
        Row("estimator of Λ", FigureHead.Name(analysis.Estimator) + (analysis.Estimator == Estimator.Growth ? " †" : string.Empty));
        Row($"{campaign.Score} thresholds a †", string.Join(", ", campaign.Thresholds.Select(TrainingTimePanel.Threshold)));
        Row("chaotic †", $"A ≥ {Numbers.Significant(campaign.Verdict.Amplification)} e-folds ({Numbers.Label(campaign.Verdict.Decades)} × ln 10) beyond κ = {Numbers.Label(campaign.Verdict.Kappa)} times the growth of gradient flow");
        if (campaign.Verdict.PrimaryOf(campaign.Thresholds) is >= 0 and var primary)
            Row("primary threshold", TrainingTimePanel.Threshold(campaign.Thresholds[primary]));
        Row("intervals of λ and τ", "95 %, bootstrap over seeds");
        destination.Write("\n");

        void Row(string name, string value) => destination.Write($"| {name} | {value} |\n");
        static string List<T>(IReadOnlyList<T> values, Func<T, string> text) => values.Count <= MostListed
            ? string.Join(", ", values.Select(text))
            : $"{string.Join(", ", values.Take(MostListed - 1).Select(text))} … {text(values[^1])} ({Numbers.Count(values.Count)})";
        static string Samples(int? count) => count is { } n ? Numbers.Count(n) : "all";
    }

    private static void WriteGroup(TextWriter destination, CellGroup group, IReadOnlyCollection<string> figures)
    {
        var (campaign, curve) = (group.Campaign, group.Curve);
        var task = campaign.Tasks.Count > 1 ? $"{Escape(curve.Task.Title)}, " : string.Empty;
        var l2 = campaign.L2.Count > 1 || curve.L2 != 0 ? $", L2 = {Numbers.Label(curve.L2)}" : string.Empty;
        var momentum = campaign.Momenta.Count > 1 || curve.Momentum != 0 ? $", momentum {Numbers.Label(curve.Momentum)}" : string.Empty;
        var epsilon = campaign.Epsilons.Count > 1 ? $", ε = {Numbers.Label(curve.Epsilon)}" : string.Empty;
        destination.Write($"## {task}{Escape(curve.Architecture.Name)}{l2}{momentum}{epsilon}\n\n");
        destination.Write($"{group.Verdict.Sentence}\n\n");
        foreach (var (stem, caption) in new[] { ("onset", "λ(η) and τ(η)"), ("divergence", "⟨ln d(t)⟩") })
        {
            var name = group.Stem(stem) + ".png";
            if (figures.Contains(name)) destination.Write($"![{caption}]({name})\n\n");
        }

        var thresholds = group.Campaign.Thresholds.Select(TrainingTimePanel.Threshold).ToArray();
        MarkdownVerdict.Write(destination, group, MostRows);
        destination.Write($"| η | seeds | λ per epoch (95 %) | kept | D(0) | final {curve.Task.Score} | divergent |");
        foreach (var threshold in thresholds) destination.Write($" τ({threshold}) (95 %), reached |");
        destination.Write("\n|" + string.Concat(Enumerable.Repeat("--:|", 7 + thresholds.Length)) + "\n");
        var shown = group.Thinned(MostRows);
        foreach (var cell in shown.Cells) WriteCell(destination, cell);
        if (shown.ThinnedFrom is { } all)
            destination.Write($"\n{Numbers.Count(shown.Cells.Count)} of {Numbers.Count(all)} η; all of them are in cells.csv.\n");
        destination.Write("\n");
    }

    private static void WriteCell(TextWriter destination, CellSummary cell)
    {
        destination.Write($"| {Numbers.Rate(cell.Cell.LearningRate)} | {Numbers.Count(cell.Seeds)}");
        destination.Write($" | {Numbers.Significant(cell.Lambda)} {Range(cell.LambdaInterval, v => Numbers.Significant(v))}");
        destination.Write($" | {Numbers.Percent(cell.KeptFraction)} | {Numbers.Significant(cell.InitialDistance)}");
        destination.Write($" | {Numbers.Significant(cell.FinalAccuracy)} | {Numbers.Count(cell.Divergent)} |");
        foreach (var time in cell.TrainingTimes)
        {
            var range = double.IsPositiveInfinity(time.MedianInterval.Low)
                ? string.Empty
                : " " + Range(time.MedianInterval, Epochs);
            destination.Write($" {Epochs(time.Median)}{range}, {Numbers.Percent(time.ReachedFraction)} |");
        }

        destination.Write("\n");
    }

    private static void WriteNotes(TextWriter destination, CampaignAnalysis analysis)
    {
        destination.Write($"""
            λ is the mean over seeds of Λ, the growth rate of the distance D(t) between the reference and its perturbed
            replicas (L1 over all parameters, mean over replicas); “kept” is the fraction of seeds whose Λ the estimator keeps.
            D(0) is the distance realised at t = 0. τ(a) is the first epoch with test {analysis.Campaign.Score} ≥ a, median over all seeds;
            a seed that never reaches a counts as never, so “never” means that half or more do not reach it within T.
            “–” is unknown: too few seeds, or none with a value.

            A is the amplification of an item's chaotic transient: the segment of epochs in which the local exponents γ(t) exceed
            κ·η·p by most in all, p being the growth per unit of η·t in the smallest third of the η axis; φ is the fraction of seeds with A at
            or above the criterion (Jeffreys' interval), η_c where φ = ½ (logistic in ln η, interval by profile likelihood). η* is the
            fastest η of a seed, a run that diverges or never reaches a counted as never; ratios are paired by seed, medians with intervals from order
            statistics, p from Wilcoxon's signed-rank test after Holm over the thresholds. “Growth first” counts the seeds that at their η*
            are chaotic and whose transient begins before τ; G(τ) is by how many e-folds nearby trajectories have parted at τ.

            † Our own choice where the sources are silent.

            """.ReplaceLineEndings("\n"));
        if (analysis.Estimator == Estimator.Tangent)
            destination.Write("\nHere Λ is the mean local exponent of the leading tangent vector over the run: no distance is read, nothing saturates.\n");
        if (analysis.Estimator == Estimator.Danovski)
            destination.Write("\nThis estimator keeps only R² > 0.9 and Λ > 0.05: it cannot see λ ≤ 0.\n");
    }

    private static string Epochs(double time) =>
        double.IsPositiveInfinity(time) ? "never" : double.IsNaN(time) ? Numbers.Unknown : Numbers.Label(Math.Round(time, 1));

    private static string Range(Interval interval, Func<double, string> text) =>
        Numbers.Range(interval.Low, interval.High, text) is var range && range == Numbers.Unknown ? $"[{range}]" : range;

    // Names come from files: a line break or a bar would break the table, markup would be rendered.
    private static string Escape(string text) =>
        string.Concat(text.Select(c => c switch
        {
            '|' or '*' or '_' or '`' or '[' or ']' or '<' or '>' or '\\' or '#' => "\\" + c,
            < ' ' => " ",
            _ => c.ToString(),
        }));
}
