using Chaos.Actors.Cli.Outputs;
using Chaos.Actors.Cluster.Hosting;
using Chaos.Actors.Coordinator.Results;

namespace Chaos.Actors.Cli.Folders;

/// <summary>A campaign's folder and the files in it.</summary>
internal sealed record RunFolder(string Path)
{
    /// <summary>Journal, snapshots and results.</summary>
    public string Database => File("chaos.db");

    /// <summary>What the program did.</summary>
    public string Log => File("chaos.log");

    /// <summary>The states of running items, to continue from; gone when the campaign has ended.</summary>
    public string Checkpoints => File("checkpoints");

    /// <summary>Held by the process that works here.</summary>
    public string Lock => File("chaos.lock");

    /// <summary>The campaign file as it was given last.</summary>
    public string CampaignFile => File("campaign.yaml");

    /// <summary>One row a work item.</summary>
    public string ItemsCsv => File("items.csv");

    /// <summary>One row a cell.</summary>
    public string CellsCsv => File("cells.csv");

    /// <summary>The folder as the user sees it.</summary>
    public string Shown => Screens.Format.Path(Path);

    /// <summary>The program as the user calls it: the script of a clone says how, an installed one is called by its name.</summary>
    public static string Program =>
        Environment.GetEnvironmentVariable("CHAOS_COMMAND") is { Length: > 0 } command
            ? Screens.Format.Argument(command)
            : IsProgram && System.IO.Path.GetFileNameWithoutExtension(Environment.ProcessPath) is { Length: > 0 } name and not "dotnet" ? name : "chaos";

    // Not so in another program that asks, such as a test.
    private static bool IsProgram => System.Reflection.Assembly.GetEntryAssembly() == typeof(RunFolder).Assembly;

    /// <summary>The command that continues what is in the folder.</summary>
    public string ResumeCommand => Program + " resume " + Screens.Format.Argument(Shown);

    /// <summary>A file in the folder.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The one campaign stored in the folder, or null when none was begun.</summary>
    public static StoredCampaign? Campaign(ResultsStore store) => store.Campaigns() is [var first, ..] ? first : null;

    /// <summary>Creates the folder where needed and takes its lock.</summary>
    /// <exception cref="UserError">It cannot be written, or another process works in it.</exception>
    public FileLock Take()
    {
        try
        {
            OutputFile.CreateFolder(Path);
            return FileLock.Take(Lock) ?? throw new UserError(
                $"{Shown}: another process{Owner()} works in this folder; wait for it, stop it, or choose another with --out");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or OutputException { InnerException: not null })
        {
            throw new UserError(
                $"{Shown}: cannot write there ({OutputException.Reason(e is OutputException ? e.InnerException! : e)}); "
                + "choose another folder with --out", inner: e);
        }
    }

    /// <summary>Removes the checkpoints of a campaign that has ended.</summary>
    public void RemoveCheckpoints()
    {
        try
        {
            if (Directory.Exists(Checkpoints)) Directory.Delete(Checkpoints, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // They take room, nothing else.
        }
    }

    private string Owner() => FileLock.Owner(Lock) is { } id ? $" ({id})" : "";
}
