using System.IO.Compression;
using System.Text.Json;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Analysis.Exports;
using Chaos.Actors.Analysis.Verdicts;
using Chaos.Actors.Api;
using Chaos.Actors.Coordinator.Results;

namespace Chaos.Actors.Coordinator.Api.Analyses;

/// <summary>A campaign's results as files for other programs, in one archive.</summary>
internal static class CampaignExport
{
    /// <summary>items.csv, cells.csv and verdict.json, as <c>chaos export</c> writes them.</summary>
    public const string Csv = "csv.zip";

    /// <summary>Writes it to a file that goes when it is closed.</summary>
    public static Stream WriteCsv(ResultsStore store, StoredCampaign campaign)
    {
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        try
        {
            using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            {
                var pass = new ResultPass(store, campaign, Exponent.Usual(campaign.Spec), CampaignAnalyses.ThisProgram);
                Add(archive, "items.csv", ItemColumns.Of(campaign.Spec), pass.Items().Select(pass.Row));
                var analysis = pass.Analysis();
                Add(archive, "cells.csv", CellColumns.Of(campaign.Spec), analysis.Cells);
                using var verdict = archive.CreateEntry("verdict.json").Open();
                JsonSerializer.Serialize(verdict, VerdictJson.Of(analysis), ApiJson.Indented);
            }
            file.Position = 0;
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static void Add<T>(ZipArchive archive, string name, TableColumns<T> columns, IEnumerable<T> rows)
    {
        using var text = new StreamWriter(archive.CreateEntry(name).Open());
        using var table = new CsvTable<T>(text, columns);
        foreach (var row in rows) table.Add(row);
    }
}
