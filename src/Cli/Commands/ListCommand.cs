using System.CommandLine;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Cli.Clusters;
using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Spectre.Console;

namespace Chaos.Actors.Cli.Commands;

/// <summary><c>chaos list</c>: the campaigns of a cluster.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var json = Options.Json();
        var command = new Command("list", "Show the campaigns of a cluster.") { json };
        var cluster = new ClientOptions(command);
        command.SetAction((parsed, cancellation) => cluster.WithClientAsync(parsed, cancellation, async client =>
        {
            var list = await client.AskAsync<CampaignQueries.CampaignList>(new CampaignQueries.ListCampaigns(), cancellation);
            var campaigns = new List<CampaignStatus>();
            foreach (var id in list.Campaigns)
                campaigns.Add(await client.AskAsync<CampaignStatus>(new CampaignQueries.GetStatus(id), cancellation));
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(new ListDocument([.. list.Excluded.Select(node => node.Value)], [.. campaigns.Select(CampaignEntry.Of)]));
                return ExitCode.Complete;
            }
            Screen.Result(Table(campaigns));
            if (list.Excluded.Count > 0) Screen.Result($"excluded: {string.Join(", ", list.Excluded)}");
            return ExitCode.Complete;
        }));
        return command;
    }

    private static Table Table(IEnumerable<CampaignStatus> campaigns)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var title in new[] { "campaign", "state", "priority", "done", "items", "failed", "in flight" })
            table.AddColumn(new TableColumn(title).NoWrap().PadLeft(0).PadRight(2));
        foreach (var status in campaigns)
        {
            table.AddRow([.. new[]
            {
                status.Campaign.Value,
                CampaignStates.Of(status.Phase),
                Format.Count(status.Priority),
                Format.Count(status.Done),
                Format.Count(status.Items),
                Format.Count(status.Failed),
                Format.Count(status.InFlight),
            }.Select(Markup.Escape)]);
        }
        return table;
    }
}
