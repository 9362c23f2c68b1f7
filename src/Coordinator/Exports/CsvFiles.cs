using System.Text.Json;
using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exports;
using Chaos.Actors.Analysis.Verdicts;
using Chaos.Actors.Api;
using Chaos.Actors.Coordinator.Results;

namespace Chaos.Actors.Coordinator.Exports;

/// <summary>A campaign's tables as CSV, and its verdict.</summary>
public static class CsvFiles
{
    /// <summary>Writes items.csv, cells.csv and verdict.json in one pass.</summary>
    /// <param name="pass">The pass over the results, which is gone through here.</param>
    /// <param name="file">Writes a file of that name.</param>
    /// <returns>What the results say.</returns>
    public static CampaignAnalysis Write(ResultPass pass, Action<string, Action<Stream>> file)
    {
        var campaign = pass.Campaign.Spec;
        WriteTable("items.csv", ItemColumns.Of(campaign), pass.Items().Select(pass.Row));
        var analysis = pass.Analysis();
        WriteTable("cells.csv", CellColumns.Of(campaign), analysis.Cells);
        file("verdict.json", stream =>
        {
            JsonSerializer.Serialize(stream, VerdictJson.Of(analysis), ApiJson.Indented);
            stream.WriteByte((byte)'\n');
        });
        return analysis;

        void WriteTable<T>(string name, TableColumns<T> columns, IEnumerable<T> rows) => file(name, stream =>
        {
            using var text = new StreamWriter(stream, leaveOpen: true);
            using var table = new CsvTable<T>(text, columns);
            foreach (var row in rows) table.Add(row);
        });
    }
}
