using System.CommandLine;
using Chaos.Actors.Cli.Clusters;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Cli.Commands;

/// <summary><c>chaos pause</c>, <c>cancel</c>: what the owner of a campaign in a cluster wants of it.</summary>
internal static class OwnerCommand
{
    public static Command Pause() => Create(
        "pause", "Give out no further items of a campaign; running ones finish.", "paused",
        campaign => new CampaignCommands.Pause(campaign));

    public static Command Cancel() => Create(
        "cancel", "End a campaign; its finished items are kept.", "cancelled",
        campaign => new CampaignCommands.Cancel(campaign));

    /// <summary>Tells the coordinator and says that it is done.</summary>
    public static async Task<int> TellAsync(
        ClusterClient client, ICampaignMessage wish, string done, CancellationToken cancellation)
    {
        await client.AskAsync<CampaignReplies.Accepted>(wish, cancellation);
        Screen.Result($"{wish.Campaign}: {done}");
        return ExitCode.Complete;
    }

    private static Command Create(string name, string description, string done, Func<CampaignId, ICampaignMessage> wish)
    {
        var campaign = new Argument<string>("CAMPAIGN") { Description = "the campaign's name" };
        var command = new Verb(name, description, [$"{name} quick"], ExitCode.Unreachable) { campaign };
        var cluster = new ClientOptions(command);
        command.SetAction((parsed, cancellation) => cluster.WithClientAsync(parsed, cancellation, client =>
            TellAsync(client, wish(new CampaignId(parsed.GetRequiredValue(campaign))), done, cancellation)));
        return command;
    }
}
