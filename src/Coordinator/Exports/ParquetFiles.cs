using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exports;
using Chaos.Actors.Coordinator.Results;

namespace Chaos.Actors.Coordinator.Exports;

/// <summary>A campaign as Parquet: <c>cells</c> and <c>items</c> as in the CSV files, and all series in long form.</summary>
public static class ParquetFiles
{
    /// <summary>Writes cells.parquet, items.parquet and series.parquet in one pass.</summary>
    /// <param name="pass">The pass over the results, which is gone through here.</param>
    /// <param name="file">Writes a file of that name; it is called for one while another is being written.</param>
    public static void Write(ResultPass pass, Action<string, Action<Stream>> file)
    {
        var campaign = pass.Campaign.Spec;
        file("items.parquet", itemsFile => file("series.parquet", seriesFile =>
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
        file("cells.parquet", cellsFile =>
        {
            var table = new ParquetTable<CellSummary>(cellsFile, CellColumns.Of(campaign));
            foreach (var cell in pass.Analysis().Cells) table.Add(cell);
            table.Dispose();
        });
    }
}
