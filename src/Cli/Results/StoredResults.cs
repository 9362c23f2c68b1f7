using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Analysis.Reports;
using Chaos.Actors.Campaigns.Files;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Cli.Progress;
using Chaos.Actors.Cluster.Hosting;
using Chaos.Actors.Cluster.Settings;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Coordinator.Storage;

namespace Chaos.Actors.Cli.Results;

/// <summary>A campaign's results, in the folder of <c>chaos run</c> or in a coordinator's database.</summary>
/// <param name="Store">The database.</param>
/// <param name="Campaign">The campaign.</param>
/// <param name="Folder">Where files made of them go unless told otherwise.</param>
/// <param name="InCluster">Whether a coordinator's database holds them.</param>
internal sealed record StoredResults(ResultsStore Store, StoredCampaign Campaign, string Folder, bool InCluster)
{
    /// <summary>Finds them.</summary>
    /// <param name="where">
    /// A folder, a SQLite file, or a connection string; null for the coordinator's own settings, which may hold a password.
    /// </param>
    /// <param name="campaign">The campaign's name; null for the only one there.</param>
    /// <exception cref="UserError">There is no such place or campaign.</exception>
    public static StoredResults Find(string? where, string? campaign)
    {
        if (where is not null && (Directory.Exists(where) || !(File.Exists(where) || where.Contains('=', StringComparison.Ordinal))))
        {
            var folder = RunFolders.Existing(where);
            var run = ResultsStore.OpenRead(folder.Database);
            return new StoredResults(run, Choose(run, campaign, folder.Shown), folder.Path, InCluster: false);
        }
        var database = where is null ? Configured() : File.Exists(where) ? Database.File(where) : Database.Server(where);
        var store = ResultsStore.OpenRead(database);
        var stored = Choose(store, campaign, database.Name);
        return new StoredResults(store, stored, Path.GetFullPath(RunFolders.Of(stored.Spec.Name)), InCluster: true);
    }

    /// <summary>One pass over them.</summary>
    /// <param name="estimator">How Λ is read.</param>
    /// <param name="progress">Is told how far it has come.</param>
    public ResultPass Pass(Estimator estimator, StepProgress progress) => new(
        Store,
        Campaign,
        estimator,
        new Provenance
        {
            Version = ProgramVersion.Version,
            Commit = ProgramVersion.Commit,
            Command = ThisProgram.Command,
            Machine = ThisProgram.Machine,
            CampaignFile = ReadCampaignFile(),
        },
        progress.Show);

    // A coordinator's database has none beside it.
    private string? ReadCampaignFile()
    {
        if (InCluster) return null;
        var path = new RunFolder(Folder).CampaignFile;
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= CampaignFile.MaximumBytes } ? File.ReadAllText(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static Database Configured()
    {
        var reader = new SettingsReader(SettingsSources.Gather(null, new Dictionary<string, string?>()));
        reader.ThrowIfProblems();
        if (reader.Text(KnownSettings.ConnectionString) is { } connection) return Database.Server(connection);
        return Database.File(reader.Text(KnownSettings.Database) ?? throw new UserError(
            $"found no folder or database, expected one as argument or in {KnownSettings.ConnectionString.Path} or {KnownSettings.Database.Path}"));
    }

    private static StoredCampaign Choose(ResultsStore store, string? name, string where)
    {
        var campaigns = store.Campaigns();
        if (campaigns.Count == 0) throw new UserError($"{where}: no campaign was begun there yet");
        if (name is null && campaigns.Count == 1) return campaigns[0];
        var names = string.Join(", ", campaigns.Select(stored => stored.Spec.Name));
        if (name is null) throw new UserError($"{where}: holds several campaigns, choose one with --campaign: {names}");
        return campaigns.FirstOrDefault(stored => stored.Spec.Name == name)
            ?? throw new UserError($"--campaign: found {name}, expected one of those in {where}: {names}");
    }
}
