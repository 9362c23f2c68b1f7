using System.CommandLine;
using Chaos.Actors.Analysis;
using Chaos.Actors.Api;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Cli.Clusters;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Cli.Commands;

/// <summary><c>chaos delete</c>: removes a campaign of a cluster for ever.</summary>
internal static class DeleteCommand
{
    public static Command Create()
    {
        var campaign = new Argument<string>("CAMPAIGN") { Description = "the campaign's name" };
        var confirmation = new Confirmation();
        var command = new Verb("delete", "Remove a campaign of a cluster that is over, with its results.",
            ["delete quick", "delete quick --yes"], ExitCode.Unreachable)
        {
            campaign, confirmation.Option,
        };
        var cluster = new ClientOptions(command);
        command.SetAction((parsed, cancellation) => cluster.WithClusterAsync(parsed, cancellation, async client =>
        {
            var id = new CampaignId(parsed.GetRequiredValue(campaign));
            var status = await client.GetAsync<StatusDocument>(ApiRoutes.For(ApiRoutes.Campaign, id.Value), cancellation);
            // Else it would be asked about and then refused.
            if (CampaignStates.Phase(status.State) is CampaignPhase.Running or CampaignPhase.Paused)
                throw new UserError($"{id} is {status.State}; end it first:  {RunFolder.Program} cancel {Format.Argument(id.Value)}");
            if (!parsed.GetValue(confirmation.Option)) confirmation.Ask([Loss(status)], $"delete {id}");
            await client.DeleteAsync(id, cancellation);
            Screen.Result($"{id}: deleted");
            return ExitCode.Complete;
        }));
        return command;
    }

    private static string Loss(StatusDocument status) =>
        $"{status.Campaign}: {status.State}; {Numbers.Count(status.Done, "result")} with {(status.Done == 1 ? "its" : "their")} series, and what its journal says, are removed for ever";
}
