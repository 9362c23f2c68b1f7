using Chaos.Actors.Analysis;
using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Analysis.Figures;
using Chaos.Actors.Cli.Progress;
using Chaos.Actors.Cli.Screens;
using Spectre.Console;

namespace Chaos.Actors.Cli.Results;

/// <summary>The result on stdout: one row a cell, the verdicts, where the files are.</summary>
internal static class ResultText
{
    // What a person reads; the files have all of it.
    private const int MostRows = 100;
    private const int MostVerdicts = 20;
    private const int MostPaths = 20;

    // The usual five columns and four thresholds just fit into 80 columns.
    private static int Padding => !Console.IsOutputRedirected && Screen.Width < 100 ? 1 : 2;

    /// <summary>Writes it.</summary>
    public static void Write(CampaignAnalysis analysis, IReadOnlyList<string> paths)
    {
        Screen.Result("");
        Screen.Result(Table(analysis));
        More(analysis.Cells.Count - MostRows, "cells", "in cells.csv");
        Screen.Result("");
        foreach (var text in Legend(analysis)) Screen.Paragraph(text);
        Screen.Result("");
        foreach (var verdict in analysis.Verdicts.Take(MostVerdicts))
        {
            var label = verdict.Curve.Label(analysis.Campaign, Format.Axis);
            Screen.Paragraph(label.Length > 0 ? $"{label}: {verdict.Sentence}" : verdict.Sentence);
            if (analysis.Verdicts.Count == 1 && verdict.Settles is [var way, ..]) Screen.Paragraph(way.Text());
        }
        More(analysis.Verdicts.Count - MostVerdicts, "verdicts", "in report.md");
        foreach (var sentence in SearchText.End(analysis)) Screen.Paragraph(sentence);
        Screen.Result("");
        Files(paths);
    }

    /// <summary>Writes where the files are.</summary>
    public static void Files(IReadOnlyList<string> paths)
    {
        string[] shown = [.. Named(paths)];
        foreach (var path in shown.Length > MostPaths ? shown.Take(MostPaths - 1).Append(shown[^1]) : shown) Screen.Result(path);
        More(shown.Length - MostPaths, "files", "in the same folder");
    }

    // A figure once, with all its formats: onset.png .svg .pdf
    private static IEnumerable<string> Named(IEnumerable<string> paths) => paths
        .GroupBy(path => FigureFiles.IsFigure(Path.GetFileName(path)) ? Path.ChangeExtension(path, null) : path)
        .Select(file => Format.Path(file.First()) + string.Concat(file.Skip(1).Select(path => " " + Path.GetExtension(path))));

    private static void More(int left, string what, string where)
    {
        if (left > 0) Screen.Result($"… {Format.Count(left)} more {what}, all of them {where}");
    }

    /// <summary>One row a cell: λ with its interval, accuracy, and for each threshold τ with the fraction that reached it.</summary>
    public static Table Table(CampaignAnalysis analysis)
    {
        var campaign = analysis.Campaign;
        var named = campaign.Grid.Curves > 1;
        var filtered = analysis.Cells.Any(cell => cell.KeptFraction < 1);
        var divergent = analysis.Cells.Any(cell => cell.Divergent > 0);
        var table = new Table().Border(TableBorder.None);
        if (named) table.AddColumn(new TableColumn("network").NoWrap().PadLeft(0).PadRight(2));
        Column("η");
        Column("λ");
        Column("95 % interval");
        if (filtered) Column("kept");
        if (divergent) Column("diverged");
        Column(campaign.Score == "accuracy" ? "acc." : campaign.Score);
        foreach (var threshold in campaign.Thresholds) Column($"τ({Format.Threshold(threshold)})");
        foreach (var cell in analysis.Cells.Take(MostRows))
        {
            var row = new List<string>();
            if (named) row.Add(CellTable.Name(campaign, cell.Cell));
            row.Add(Format.Axis(cell.Cell.LearningRate));
            row.Add(Format.Exponent(cell.Lambda));
            row.Add(Format.Interval(cell.LambdaInterval.Low, cell.LambdaInterval.High));
            if (filtered) row.Add(Format.Percent(cell.KeptFraction));
            if (divergent) row.Add(Format.Percent((double)cell.Divergent / cell.Seeds));
            row.Add(Format.Accuracy(cell.FinalAccuracy));
            row.AddRange(cell.TrainingTimes.Select(Time));
            table.AddRow([.. row.Select(Markup.Escape)]);
        }
        return table;

        void Column(string title) =>
            table.AddColumn(new TableColumn(Markup.Escape(title)).RightAligned().NoWrap().PadLeft(0).PadRight(Padding));
    }

    private static IEnumerable<string> Legend(CampaignAnalysis analysis)
    {
        if (analysis.Cells.Count == 0)
        {
            yield return $"No seed of {Numbers.Count(analysis.Campaign.Seeds)} has finished in any cell yet.";
            yield break;
        }
        var (fewest, most, all) = (analysis.Cells.Min(cell => cell.Seeds), analysis.Cells.Max(cell => cell.Seeds), analysis.Campaign.Seeds);
        var seeds = fewest < most ? $"{Numbers.Count(fewest)} to {Numbers.Count(most, "seed")}" : Numbers.Count(most, "seed");
        var what = analysis.Estimator == Estimator.Tangent ? "of the leading tangent vector" : "of the distance between copies";
        yield return $"λ: mean growth rate per epoch {what}, over {seeds}"
            + (fewest < all ? $" of {Numbers.Count(all)}" : "") + (most > 1 ? ", bootstrap interval." : ".");
        yield return $"τ(a): median epoch at which the test {analysis.Campaign.Score} reaches a; in brackets the share of seeds that reached it "
            + "at all, if not all did; the others count as never (∞).";
    }

    private static string Time(ThresholdSummary summary)
    {
        var median = Numbers.Short(summary.Median, decimals: 1);
        return summary.ReachedFraction switch
        {
            0 => "never",
            1 => median,
            _ => $"{median} ({Format.Percent(summary.ReachedFraction)})",
        };
    }
}
