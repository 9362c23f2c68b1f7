using System.CommandLine;
using System.Globalization;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Cli.Clusters;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Cli.Screens;
using Spectre.Console;

namespace Chaos.Actors.Cli.Commands;

/// <summary><c>chaos list</c>: the campaigns under runs/, and those of a cluster where there is one.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var json = Options.Json();
        var command = new Verb("list", "Show the campaigns under runs/, and those of the cluster.",
            ["list", "list --json"], ExitCode.Unreachable)
        {
            json,
        };
        var cluster = new ClientOptions(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            LocalCampaign[] runs = [.. RunFolders.Here().Select(LocalCampaign.Look)];
            ListDocument? list = null;
            try
            {
                await cluster.WithClusterAsync(parsed, cancellation, async client =>
                {
                    list = await client.ListAsync(cancellation);
                    return ExitCode.Complete;
                });
            }
            catch (UserError error) when (!cluster.IsConfigured(parsed))
            {
                // Nobody said that there is one; one that is here and refuses is.
                if (error.ExitCode != ExitCode.Unreachable) Screen.Message(error.Message);
            }
            Show(runs, list?.Campaigns, list?.Excluded ?? [], parsed.GetValue(json));
            return ExitCode.Complete;
        });
        return command;
    }

    private static void Show(
        IReadOnlyList<LocalCampaign> runs, IReadOnlyList<CampaignEntry>? campaigns, IReadOnlyList<string> excluded, bool json)
    {
        if (json)
        {
            JsonOutput.Write(Json(runs, campaigns ?? [], excluded));
            return;
        }
        if (runs.Count > 0) Screen.Result(Table(runs));
        else if (campaigns is null) Screen.Message($"no campaign under runs/: `{RunFolder.Program} run FILE` begins one, `{RunFolder.Program} init` writes a file for it");
        if (campaigns is null) return;
        if (runs.Count > 0) Screen.Result("\nIn the cluster:");
        Screen.Result(Table(campaigns));
        if (excluded.Count > 0) Screen.Result($"excluded: {string.Join(", ", excluded)}");
    }

    private static Table Table(IEnumerable<LocalCampaign> runs)
    {
        var table = Table("campaign", "state", "done", "items", "failed", "last change", "folder");
        foreach (var run in runs)
        {
            Add(table, run.Name, run.State, Format.Count(run.Done), Format.Count(run.Items), Format.Count(run.Failed),
                run.Changed.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), run.Folder.Shown);
        }
        return table;
    }

    private static Table Table(IEnumerable<CampaignEntry> campaigns)
    {
        var table = Table("campaign", "state", "priority", "done", "items", "failed", "in flight");
        foreach (var entry in campaigns)
        {
            Add(table, entry.Campaign, entry.State, Format.Count(entry.Priority), Format.Count(entry.Done), Format.Count(entry.Items),
                Format.Count(entry.Failed), Format.Count(entry.InFlight));
        }
        return table;
    }

    private static Table Table(params ReadOnlySpan<string> titles)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var title in titles) table.AddColumn(new TableColumn(title).NoWrap().PadLeft(0).PadRight(2));
        return table;
    }

    private static void Add(Table table, params IEnumerable<string> texts) => table.AddRow([.. texts.Select(Markup.Escape)]);

    private static object Json(IEnumerable<LocalCampaign> runs, IEnumerable<CampaignEntry> campaigns, IEnumerable<string> excluded) => new
    {
        Schema = "chaos/list/1",
        Runs = runs.Select(run => new
        {
            Campaign = run.Name,
            run.State,
            run.Items,
            run.Done,
            run.Failed,
            Folder = run.Folder.Path,
            run.Changed,
        }),
        Excluded = excluded,
        Campaigns = campaigns,
    };
}
