using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Analysis.Exports;
using Chaos.Actors.Analysis.Figures;
using Chaos.Actors.Analysis.Verdicts;
using Chaos.Actors.Cli.Outputs;
using Chaos.Actors.Cli.Progress;
using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Coordinator.Results;

namespace Chaos.Actors.Cli.Results;

/// <summary>What is written down of a campaign's stored series: tables, figures, the report.</summary>
/// <param name="Analysis">What the series say.</param>
/// <param name="Paths">The files written.</param>
internal sealed record ResultFiles(CampaignAnalysis Analysis, IReadOnlyList<string> Paths)
{
    /// <summary>Writes everything.</summary>
    /// <param name="results">The campaign's results.</param>
    /// <param name="estimator">How Λ is read.</param>
    /// <param name="target">Where the files go; created where needed.</param>
    /// <param name="progress">Is told how far it has come.</param>
    /// <param name="replacesOthers">Whether figures that are there and not among these are removed.</param>
    /// <param name="size">How large figures are; for the screen if not given.</param>
    /// <exception cref="OutputException">The files cannot be written; those under their own names are whole.</exception>
    public static ResultFiles Write(
        StoredResults results, Estimator estimator, string target, StepProgress progress, bool replacesOthers = false, FigureSize? size = null)
    {
        var tables = WriteTables(results, estimator, target, progress);
        var set = FigureFiles.Of(tables.Analysis);
        var (drawn, all) = (0, FigureFiles.Extensions.Count * set.Figures.Count);
        var figures = FigureFiles.Write(set, (name, write) =>
        {
            progress.Show("drawing figure", ++drawn, all);
            OutputFile.Write(Path.Combine(target, name), write);
        }, size);
        if (replacesOthers) RemoveOthers(target, figures);
        var report = WriteText(Path.Combine(target, "report.md"), file =>
        {
            MarkdownReport.Write(file, tables.Analysis, figures);
            foreach (var sentence in set.LeftOut) file.Write($"\n{sentence}\n");
        });
        return tables with { Paths = [.. tables.Paths, .. figures.Select(name => Path.Combine(target, name)), report] };
    }

    /// <summary>Writes items.csv, cells.csv and verdict.json.</summary>
    /// <exception cref="OutputException">The files cannot be written; those under their own names are whole.</exception>
    public static ResultFiles WriteTables(StoredResults results, Estimator estimator, string target, StepProgress progress)
    {
        var stored = results.Campaign;
        OutputFile.CreateFolder(target);

        // One pass over the series, the largest thing there is: the analyser listens while the rows are written.
        var (flow, seconds) = Summaries(results);
        var analyser = new CampaignAnalyser(stored.Spec, estimator, flow, seconds);
        var rows = results.Store.Read(stored.Id).Select(result =>
        {
            progress.Show("reading item", result.Item.Value + 1, stored.Spec.Grid.Items);
            analyser.Add(result.Item.Value, result.Series);
            return ItemRow.From(stored.Spec, result.Item.Value, result.Series, result.Digest, result.NumericsVersion);
        });
        var items = WriteText(Path.Combine(target, "items.csv"), file => ItemsCsv.Write(file, stored.Spec, rows));
        var analysis = analyser.Result((cell, all) => progress.Show("resampling the seeds of cell", cell, all));
        var cells = WriteText(Path.Combine(target, "cells.csv"), file => CellsCsv.Write(file, stored.Spec, analysis.Cells));
        var verdict = WriteText(Path.Combine(target, "verdict.json"), file => file.Write(JsonOutput.Text(VerdictJson.Of(analysis)) + "\n"));
        return new ResultFiles(analysis, [items, cells, verdict]);
    }

    // What gradient flow does has to be known before the first series is read; it is in the columns beside them.
    private static (FlowRates Flow, double SecondsPerItem) Summaries(StoredResults results)
    {
        var flow = new FlowRates(results.Campaign.Spec);
        var (seconds, items) = (0.0, 0L);
        foreach (var row in results.Store.Summaries(results.Campaign.Id))
        {
            flow.Add(row.Item.Value, row.Summary.Lambda);
            if (double.IsFinite(row.Seconds)) (seconds, items) = (seconds + row.Seconds, items + 1);
        }
        // An item is computed on one core.
        return (flow, items == 0 ? double.NaN : seconds / items / Environment.ProcessorCount);
    }

    // Figures of a grid that the campaign had before it was extended would be taken for its own.
    private static void RemoveOthers(string target, IReadOnlyList<string> figures)
    {
        foreach (var path in Directory.GetFiles(target, "*.svg"))
        {
            // A figure is there in every format; somebody's own drawing of such a name is not.
            if (!FigureFiles.IsFigure(Path.GetFileName(path)) || figures.Contains(Path.GetFileName(path)) || !File.Exists(Path.ChangeExtension(path, ".png"))) continue;
            foreach (var extension in FigureFiles.Extensions) File.Delete(Path.ChangeExtension(path, extension));
        }
    }

    private static string WriteText(string path, Action<TextWriter> write)
    {
        OutputFile.WriteText(path, write);
        return path;
    }
}
