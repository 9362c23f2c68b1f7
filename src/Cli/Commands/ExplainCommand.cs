using System.CommandLine;
using Chaos.Actors.Cli.Clusters;
using Chaos.Actors.Cli.Explanations;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Messages;

namespace Chaos.Actors.Cli.Commands;

/// <summary><c>chaos explain CAMPAIGN</c>: why it does not run, or where it stands, in sentences, and the next command.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var which = Options.CampaignArgument();
        var json = Options.Json();
        var command = new Verb("explain", "Say why a campaign does not run, and what to do next.",
            ["explain quick"], ExitCode.Unreachable)
        {
            which, json,
        };
        var cluster = new ClientOptions(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var name = parsed.GetRequiredValue(which);
            if (!cluster.IsMeant(parsed, name))
            {
                FolderExplanation.Of(RunFolders.Existing(name)).Write(parsed.GetValue(json));
                return ExitCode.Complete;
            }
            return await cluster.WithClusterAsync(parsed, name, cancellation, async client =>
            {
                var (_, status) = await client.LookAsync(new CampaignId(name), null, cancellation);
                var list = await client.ListAsync(cancellation);
                ClusterExplanation.Of(status, [.. list.Campaigns.Where(other => other.Campaign != name)]).Write(parsed.GetValue(json));
                return ExitCode.Complete;
            });
        });
        return command;
    }
}
