using System.CommandLine;
using Chaos.Actors.Analysis;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Cli.Clusters;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Cli.Screens;

namespace Chaos.Actors.Cli.Commands;

/// <summary><c>chaos exclude</c>, <c>include</c>: whether a cluster trusts what a trainer computes.</summary>
internal static class NodeTrustCommand
{
    public static Command Exclude()
    {
        var node = Node();
        var confirmation = new Confirmation();
        var command = new Verb("exclude", "Trust a trainer no longer: others compute again what it computed.",
            ["exclude t1", "exclude t1 --yes"], ExitCode.Unreachable)
        {
            node, confirmation.Option,
        };
        var cluster = new ClientOptions(command);
        command.SetAction((parsed, cancellation) => cluster.WithClusterAsync(parsed, cancellation, async client =>
        {
            var named = Named(parsed.GetRequiredValue(node));
            if (!parsed.GetValue(confirmation.Option))
                confirmation.Ask(Loss(await client.ExcludeAsync(named, dryRun: true, cancellation)), $"exclude {named}");
            var done = await client.ExcludeAsync(named, dryRun: false, cancellation);
            Screen.Result($"{done.Node}: excluded; what it computed is computed again by others");
            Warn(done);
            return ExitCode.Complete;
        }));
        return command;
    }

    public static Command Include()
    {
        var node = Node();
        var command = new Verb("include", "Trust a trainer again.", ["include t1"], ExitCode.Unreachable) { node };
        var cluster = new ClientOptions(command);
        command.SetAction((parsed, cancellation) => cluster.WithClusterAsync(parsed, cancellation, async client =>
        {
            var done = await client.IncludeAsync(Named(parsed.GetRequiredValue(node)), cancellation);
            Screen.Result($"{done.Node}: included");
            Warn(done);
            return ExitCode.Complete;
        }));
        return command;
    }

    /// <summary>What an exclusion discards, a line each.</summary>
    public static IReadOnlyList<string> Loss(ExclusionDocument exclusion) => exclusion.Discarded.Count == 0
        ? [$"{exclusion.Node}: what it has computed is discarded and computed again by others"]
        : [.. exclusion.Discarded.Select(loss => $"{loss.Campaign}: {Numbers.Count(loss.Items, "result")} of {exclusion.Node}"
            + (double.IsFinite(loss.Seconds) ? $", {Format.Seconds(loss.Seconds)} of computing" : "") + ", are discarded and computed again")];

    private static Argument<string> Node() => new("NODE") { Description = "the node's name, as it stands beside its results" };

    private static string Named(string node) => string.IsNullOrWhiteSpace(node) ? throw new UserError("found no name, expected that of a node") : node;

    private static void Warn(ExclusionDocument done)
    {
        if (!done.AtWork) Screen.Message($"no trainer named {done.Node} is at work now; is that its name?");
    }
}
