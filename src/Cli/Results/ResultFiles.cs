using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Analysis.Figures;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Coordinator.Results;

namespace Chaos.Actors.Cli.Results;

/// <summary>What is written down of a campaign's stored series: tables, figures, the report.</summary>
/// <param name="Analysis">What the series say.</param>
/// <param name="Paths">The files written.</param>
internal sealed record ResultFiles(CampaignAnalysis Analysis, IReadOnlyList<string> Paths)
{
    /// <summary>Writes everything.</summary>
    /// <param name="folder">The campaign's folder.</param>
    /// <param name="estimator">How Λ is read.</param>
    /// <param name="target">Where the files go; created where needed.</param>
    public static ResultFiles Write(RunFolder folder, Estimator estimator, string target)
    {
        var store = ResultsStore.OpenRead(folder.Database);
        var stored = Stored(store, folder);
        var analysis = Analyse(store, stored, estimator);
        Directory.CreateDirectory(target);
        var tables = WriteTables(store, stored, analysis, target);
        var figures = FigureFiles.Write(analysis, target).Select(name => Path.Combine(target, name));
        return new ResultFiles(analysis, [.. tables, .. figures]);
    }

    /// <summary>Writes the tables only.</summary>
    public static IReadOnlyList<string> Export(RunFolder folder, string target)
    {
        var store = ResultsStore.OpenRead(folder.Database);
        var stored = Stored(store, folder);
        Directory.CreateDirectory(target);
        return WriteTables(store, stored, Analyse(store, stored, Estimator.Growth), target);
    }

    private static StoredCampaign Stored(ResultsStore store, RunFolder folder) =>
        RunFolder.Campaign(store) ?? throw new UserError($"{folder.Shown}: no campaign was begun there yet");

    private static CampaignAnalysis Analyse(ResultsStore store, StoredCampaign stored, Estimator estimator)
    {
        var analysis = CampaignAnalyser.Analyse(
            stored.Spec, estimator, store.Read(stored.Id).Select(row => (row.Item.Value, row.Series)));
        return analysis;
    }

    private static IReadOnlyList<string> WriteTables(
        ResultsStore store, StoredCampaign stored, CampaignAnalysis analysis, string target)
    {
        return [];
    }
}
