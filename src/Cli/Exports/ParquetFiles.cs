using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Analysis.Exports;
using Chaos.Actors.Cli.Outputs;
using Chaos.Actors.Cli.Progress;
using Chaos.Actors.Cli.Results;

namespace Chaos.Actors.Cli.Exports;

/// <summary>A campaign as Parquet: <c>cells</c> and <c>items</c> as in the CSV files, and all series in long form.</summary>
internal static class ParquetFiles
{
    /// <summary>Writes cells.parquet, items.parquet and series.parquet in one pass; returns their paths.</summary>
    /// <exception cref="OutputException">They cannot be written; those under their own names are whole.</exception>
    public static IReadOnlyList<string> Write(StoredResults results, string target, StepProgress progress)
    {
        var campaign = results.Campaign.Spec;
        OutputFile.CreateFolder(target);
        var pass = results.Pass(Exponent.Usual(campaign), progress);
        var (cells, items, series) = (At("cells"), At("items"), At("series"));
        OutputFile.Write(items, itemsFile => OutputFile.Write(series, seriesFile =>
        {
            var itemTable = new ParquetTable<ItemRow>(itemsFile, ItemColumns.Of(campaign));
            var seriesTable = new ParquetTable<SeriesRow>(seriesFile, SeriesRow.Columns);
            foreach (var result in pass.Items())
            {
                itemTable.Add(pass.Row(result));
                foreach (var row in SeriesRow.Of(campaign, result.Item.Value, result.Series)) seriesTable.Add(row);
            }
            itemTable.Dispose();
            seriesTable.Dispose();
        }));
        OutputFile.Write(cells, file =>
        {
            var table = new ParquetTable<Analysis.Cells.CellSummary>(file, CellColumns.Of(campaign));
            foreach (var cell in pass.Analysis().Cells) table.Add(cell);
            table.Dispose();
        });
        return [cells, items, series];

        string At(string name) => Path.Combine(target, name + ".parquet");
    }
}
