using System.CommandLine;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Cli.Clusters;
using Chaos.Actors.Cluster.Settings;
using Chaos.Actors.Coordinator.Hosting;
using Chaos.Actors.TrainerNode.Hosting;
using Microsoft.Extensions.Configuration;

namespace Chaos.Actors.Cli.Commands;

/// <summary><c>chaos coordinator</c> and <c>chaos trainer</c>: this process as a node of a cluster.</summary>
internal static class NodeCommand
{
    public static Command Coordinator() => Create(
        "coordinator", "Own campaigns, for trainers on this and other machines.",
        ["coordinator", "coordinator --settings cluster.json --port 4053"], NodeKind.Coordinator, CoordinatorProcess.RunAsync);

    public static Command Trainer() => Create(
        "trainer", "Compute for the coordinator of a cluster.",
        ["trainer", "trainer --name t1 --seeds 127.0.0.1:4053 --slots 2"], NodeKind.Trainer, TrainerProcess.RunAsync);

    private static Command Create(
        string name, string description, IReadOnlyList<string> examples, NodeKind kind, Func<IConfiguration, Task> run)
    {
        var command = new Verb(name, description, examples);
        var settings = new SettingOptions(command, kind);
        command.SetAction(async (parsed, _) =>
        {
            await run(settings.Gather(parsed));
            return ExitCode.Complete;
        });
        return command;
    }
}
