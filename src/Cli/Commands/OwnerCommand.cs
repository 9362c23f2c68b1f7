using System.CommandLine;
using Chaos.Actors.Cli.Clusters;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Messages;

namespace Chaos.Actors.Cli.Commands;

/// <summary><c>chaos pause</c>, <c>cancel</c>: what the owner of a campaign in a cluster wants of it.</summary>
internal static class OwnerCommand
{
    public static Command Pause() => Create(
        "pause", "Give out no further items of a campaign; running ones finish.", "paused", OwnerWish.Pause);

    public static Command Cancel() => Create(
        "cancel", "End a campaign; its finished items are kept.", "cancelled", OwnerWish.Cancel);

    /// <summary>Tells the coordinator and says that it is done.</summary>
    public static async Task<int> TellAsync(
        HttpCluster client, CampaignId campaign, OwnerWish wish, string done, CancellationToken cancellation)
    {
        await client.TellAsync(campaign, wish, cancellation);
        Screen.Result($"{campaign}: {done}");
        return ExitCode.Complete;
    }

    private static Command Create(string name, string description, string done, OwnerWish wish)
    {
        var campaign = new Argument<string>("CAMPAIGN") { Description = "the campaign's name" };
        var command = new Verb(name, description, [$"{name} quick"], ExitCode.Unreachable) { campaign };
        var cluster = new ClientOptions(command);
        command.SetAction((parsed, cancellation) => cluster.WithClusterAsync(parsed, cancellation, client =>
            TellAsync(client, new CampaignId(parsed.GetRequiredValue(campaign)), wish, done, cancellation)));
        return command;
    }
}
