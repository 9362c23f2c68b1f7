using System.CommandLine;
using Chaos.Actors.Cli.Clusters;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Nodes;

namespace Chaos.Actors.Cli.Commands;

/// <summary><c>chaos exclude</c>, <c>include</c>: whether a cluster trusts what a trainer computes.</summary>
internal static class NodeTrustCommand
{
    public static Command Exclude() => Create(
        "exclude",
        "Trust a trainer no longer: others compute again what it computed.",
        node => new NodeCommands.Exclude(node),
        "excluded; what it computed is computed again by others");

    public static Command Include() => Create(
        "include", "Trust a trainer again.", node => new NodeCommands.Include(node), "included");

    private static Command Create(string name, string description, Func<NodeId, object> wish, string done)
    {
        var node = new Argument<string>("NODE") { Description = "the node's name, as it stands beside its results" };
        var command = new Verb(name, description, [$"{name} t1"], ExitCode.Unreachable) { node };
        var cluster = new ClientOptions(command);
        command.SetAction((parsed, cancellation) => cluster.WithClientAsync(parsed, cancellation, async client =>
        {
            var named = parsed.GetRequiredValue(node);
            if (string.IsNullOrWhiteSpace(named)) throw new UserError("found no name, expected that of a node");
            var accepted = await client.AskAsync<NodeReplies.Accepted>(wish(new NodeId(named)), cancellation);
            Screen.Result($"{accepted.Node}: {done}");
            if (!accepted.AtWork) Screen.Message($"no trainer named {accepted.Node} is at work now; is that its name?");
            return ExitCode.Complete;
        }));
        return command;
    }
}
