using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Analysis.Figures;
using Chaos.Actors.Analysis.Reports;
using Chaos.Actors.Cli.Outputs;
using Chaos.Actors.Cli.Progress;
using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Coordinator.Exports;
using Chaos.Actors.Coordinator.Results;

namespace Chaos.Actors.Cli.Results;

/// <summary>What is written down of a campaign's stored series: tables, figures, the report.</summary>
/// <param name="Analysis">What the series say.</param>
/// <param name="Provenance">Where they come from.</param>
/// <param name="Paths">The files written.</param>
internal sealed record ResultFiles(CampaignAnalysis Analysis, Provenance Provenance, IReadOnlyList<string> Paths)
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
        var reports = WriteReports(results, tables, set, target);
        return tables with { Paths = [.. tables.Paths, .. figures.Select(name => Path.Combine(target, name)), .. reports] };
    }

    private static string[] WriteReports(StoredResults results, ResultFiles tables, FigureSet figures, string target)
    {
        var report = CampaignReport.Of(tables.Analysis, tables.Provenance, figures);
        var documents = ReportDocuments.Of(results.Store, results.Campaign, tables.Analysis);
        var html = new HtmlReport(stem => File.OpenRead(Path.Combine(target, stem + ".svg")));
        return
        [
            WriteText(Path.Combine(target, "report.md"), file => MarkdownReport.Write(file, report)),
            WriteText(Path.Combine(target, "report.html"), file => html.Write(file, report, documents)),
        ];
    }

    /// <summary>Writes items.csv, cells.csv and verdict.json.</summary>
    /// <exception cref="OutputException">The files cannot be written; those under their own names are whole.</exception>
    public static ResultFiles WriteTables(StoredResults results, Estimator estimator, string target, StepProgress progress)
    {
        var pass = results.Pass(estimator, progress);
        CampaignAnalysis? analysis = null;
        var paths = OutputFolder.Write(target, file => analysis = CsvFiles.Write(pass, file));
        return new ResultFiles(analysis!, pass.Provenance, paths);
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
