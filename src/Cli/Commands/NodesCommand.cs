using System.CommandLine;
using System.Globalization;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Cli.Clusters;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Cli.Screens;
using Spectre.Console;

namespace Chaos.Actors.Cli.Commands;

/// <summary><c>chaos nodes</c>: the trainers of a cluster, and what they do.</summary>
internal static class NodesCommand
{
    private const int MostItems = 4;

    public static Command Create()
    {
        var json = Options.Json();
        var command = new Verb("nodes", "Show the trainers: slots, what they hold, how fast they are.", ["nodes"], ExitCode.Unreachable) { json };
        var cluster = new ClientOptions(command);
        command.SetAction((parsed, cancellation) => cluster.WithClusterAsync(parsed, cancellation, async client =>
        {
            var nodes = await client.NodesAsync(cancellation);
            if (parsed.GetValue(json)) JsonOutput.Write(nodes);
            else if (nodes.Nodes.Count == 0) Screen.Message("no trainer: start some with `chaos trainer`");
            else Screen.Result(Table(nodes.Nodes));
            return ExitCode.Complete;
        }));
        return command;
    }

    private static Table Table(IEnumerable<NodesDocument.Node> nodes)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var title in (string[])["node", "state", "slots", "free", "epochs/s", "heard", "items"]) table.AddColumn(new TableColumn(title).NoWrap().PadLeft(0).PadRight(2));
        foreach (var node in nodes)
        {
            var items = string.Join(", ", node.Items.Take(MostItems).Select(item => $"{item.Campaign} {Format.Count(item.Item)} ({(item.State == "running" ? $"epoch {Format.Count(item.Epochs)}" : item.State)})"));
            string[] row =
            [
                node.Name, node.State + (node.Excluded ? ", excluded" : ""), Format.Count(node.Slots), Format.Count(node.Free), Format.Rate(node.EpochsPerSecond),
                node.HeardSecondsAgo is { } ago ? ago.ToString("0", CultureInfo.InvariantCulture) + " s ago" : "",
                items + (node.Items.Count > MostItems ? $" and {Format.Count(node.Items.Count - MostItems)} more" : ""),
            ];
            table.AddRow([.. row.Select(Markup.Escape)]);
        }
        return table;
    }
}
