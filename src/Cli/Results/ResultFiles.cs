using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Analysis.Exports;
using Chaos.Actors.Analysis.Figures;
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
    /// <exception cref="IOException">The files cannot be written; those under their own names are whole.</exception>
    public static ResultFiles Write(StoredResults results, Estimator estimator, string target)
    {
        var tables = WriteTables(results, estimator, target);
        var figures = FigureFiles.Write(tables.Analysis, target);
        var report = WriteWhole(Path.Combine(target, "report.md"), file => MarkdownReport.Write(file, tables.Analysis, figures));
        return tables with { Paths = [.. tables.Paths, .. figures.Select(name => Path.Combine(target, name)), report] };
    }

    /// <summary>Writes items.csv and cells.csv.</summary>
    public static ResultFiles WriteTables(StoredResults results, Estimator estimator, string target)
    {
        var stored = results.Campaign;
        Directory.CreateDirectory(target);

        // One pass over the series, the largest thing there is: the analyser listens while the rows are written.
        var analyser = new CampaignAnalyser(stored.Spec, estimator);
        var rows = results.Store.Read(stored.Id).Select(result =>
        {
            analyser.Add(result.Item.Value, result.Series);
            return ItemRow.From(stored.Spec, result.Item.Value, result.Series, result.Digest, result.NumericsVersion);
        });
        var items = WriteWhole(Path.Combine(target, "items.csv"), file => ItemsCsv.Write(file, stored.Spec, rows));
        var analysis = analyser.Result();
        var cells = WriteWhole(Path.Combine(target, "cells.csv"), file => CellsCsv.Write(file, stored.Spec, analysis.Cells));
        return new ResultFiles(analysis, [items, cells]);
    }

    // Under another name first: whoever kills the program leaves the former file or the new one, never half of one.
    private static string WriteWhole(string path, Action<TextWriter> write)
    {
        var partial = path + ".partial";
        using (var file = new StreamWriter(partial)) write(file);
        File.Move(partial, path, overwrite: true);
        return path;
    }
}
