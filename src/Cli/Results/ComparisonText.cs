using Chaos.Actors.Analysis;
using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Comparisons;
using Chaos.Actors.Analysis.Verdicts;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Cli.Progress;
using Chaos.Actors.Cli.Screens;
using Spectre.Console;

namespace Chaos.Actors.Cli.Results;

/// <summary>A comparison on stdout: what the campaigns differ in, the onsets, one row a cell, the items.</summary>
internal sealed class ComparisonText(CampaignSpec a, CampaignSpec b, CampaignComparison comparison)
{
    private const int MostRows = 100, MostCurves = 20, MostItems = 5;

    /// <summary>Writes it.</summary>
    /// <param name="differences">What the specifications differ in.</param>
    public void Write(IReadOnlyList<string> differences)
    {
        Screen.Paragraph($"A: {a.Name}, B: {b.Name}" + (differences.Count > 0 ? $"; they differ in {string.Join("; ", differences)}" : "; nothing differs in what they ask for"));
        Screen.Paragraph(Items());
        foreach (var (item, other) in comparison.Items.Different.Take(MostItems)) Screen.Result($"different: item {item} of A, {other} of B");
        Screen.Result("");
        if (comparison.Cells.Count == 0)
        {
            Screen.Paragraph("No cell is in both.");
            return;
        }
        Screen.Result(Table());
        if (comparison.Cells.Count > MostRows) Screen.Result($"… {Format.Count(comparison.Cells.Count - MostRows)} more cells, all of them with --json");
        Screen.Result("");
        foreach (var curve in comparison.Curves.Take(MostCurves)) Screen.Paragraph(Onset(curve));
        if (comparison.Curves.Count > MostCurves) Screen.Result($"… {Format.Count(comparison.Curves.Count - MostCurves)} more onsets, all of them with --json");
        Screen.Result("");
        Screen.Paragraph(Legend());
    }

    private string Items()
    {
        var (items, finished) = (comparison.Items, comparison.Items.Identical + comparison.Items.Different.Count + comparison.Items.OtherNumerics);
        if (items.Shared == 0) return "No item is the same in both.";
        var different = items.Different.Count == 0 ? "" : $", {Format.Count(items.Different.Count)} DIFFERENT (one of them was not computed as it should; chaos verify says which)";
        var other = items.OtherNumerics == 0 ? "" : $", {Format.Count(items.OtherNumerics)} under another numerics version";
        return $"{Numbers.Count(items.Shared, "item")} of the same content, {Format.Count(finished)} finished in both: {Format.Count(items.Identical)} identical to the last bit{different}{other}.";
    }

    private Table Table()
    {
        var named = comparison.Curves.Count > 1;
        var table = new Table().Border(TableBorder.None);
        if (named) table.AddColumn(new TableColumn("network").NoWrap().PadLeft(0).PadRight(2));
        foreach (var title in (string[])["η", "λ A", "λ B", "B − A", "φ A", "φ B"]) Column(title);
        foreach (var threshold in comparison.Thresholds) Column($"τ({Format.Threshold(threshold)}) A → B");
        foreach (var cell in comparison.Cells.Take(MostRows))
        {
            string[] row =
            [
                .. named ? [CellTable.Name(a, cell.A)] : (string[])[],
                Format.Axis(cell.A.LearningRate), Format.Exponent(cell.Lambda.A), Format.Exponent(cell.Lambda.B),
                Mark(Difference(cell.Lambda), cell.Lambda.IsDistinguishable),
                Share(cell.Chaotic.A), Mark(Share(cell.Chaotic.B), cell.Chaotic.IsDistinguishable),
                .. cell.Times.Select(time => Mark($"{Epochs(time.A)} → {Epochs(time.B)}", time.IsDistinguishable)),
            ];
            table.AddRow([.. row.Select(Markup.Escape)]);
        }
        return table;

        void Column(string title) => table.AddColumn(new TableColumn(Markup.Escape(title)).RightAligned().NoWrap().PadLeft(0).PadRight(2));
    }

    private string Onset(CurveComparison curve)
    {
        var label = curve.A.Curve.Label(a, Format.Axis);
        var ratio = curve.LogOnset;
        var paired = ratio.Pairs == 0 ? "no seed's own onset is on both grids" : $"B / A paired by seed {Number(Math.Exp(ratio.Median))}{Interval(ratio.Interval.Exp())} over {Numbers.Count(ratio.Pairs, "seed")}"
            + (double.IsNaN(ratio.AdjustedP) ? ", too few to tell it from 1" : $", p = {Numbers.Significant(ratio.AdjustedP, 2)}{(ratio.IsDistinguishable ? " *" : "")}");
        return $"{(label.Length > 0 ? label + ": " : "")}η_c = {Onset(curve.A.Onset)} in A, {Onset(curve.B.Onset)} in B; {paired}.";
    }

    private string Legend() =>
        $"λ: mean growth rate per epoch; B − A: median over the seeds of the difference of their own. φ: chaotic seeds. τ(a): median epoch at which a is reached. "
        + "* tells from no difference at 5 % over all cells (Wilcoxon's signed-rank test, for φ McNemar's, both exact, after Holm). "
        + (comparison.ShareInitialStates ? "A seed is the same w(0) in both." : "The networks differ, so a seed is not the same w(0) in both, and pairs are no more than any others.")
        + (comparison.OnlyA + comparison.OnlyB > 0 ? $" {Format.Count(comparison.OnlyA)} cells are in A only, {Format.Count(comparison.OnlyB)} in B only." : "");

    private static string Difference(PairedDifference difference) => Format.Exponent(difference.Median);

    private static string Mark(string text, bool marked) => marked ? text + " *" : text + "  ";

    private static string Share(Proportion proportion) => $"{proportion.Count}/{proportion.Of}";

    private static string Epochs(double time) => double.IsPositiveInfinity(time) ? "never" : Numbers.Short(time, decimals: 1);

    private static string Onset(LogisticOnset onset) => double.IsPositiveInfinity(onset.Eta) ? "above the grid"
        : onset.Eta == 0 ? "below the grid" : Number(onset.Eta) + Interval(new Interval(onset.Low, onset.High));

    private static string Interval(Interval interval) =>
        double.IsNaN(interval.Low) || double.IsNaN(interval.High) || (interval.Low <= 0 && double.IsPositiveInfinity(interval.High))
            ? "" : $" [{Number(interval.Low)}, {Number(interval.High)}]";

    private static string Number(double value) => Numbers.Significant(value);
}
