using System.Globalization;
using Akka.Actor;
using Akka.Hosting;
using Chaos.Actors.Benchmarks.DispatchThroughput;
using Chaos.Actors.Cluster.Hosting;
using Chaos.Actors.Cluster.Membership;
using Chaos.Actors.Cluster.Settings;
using Chaos.Actors.Messages;
using Chaos.Actors.TrainerNode;
using Chaos.Actors.TrainerNode.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Chaos.Actors.Benchmarks.ClusterScale;

/// <summary>
/// A process with one or several members of the cluster, each with one or several trainers: what <c>chaos trainer</c> is made of,
/// without its HTTP. Only what the trainers compute is trivial.
/// </summary>
internal static class TrainerGroup
{
    /// <summary>The first argument of such a process.</summary>
    public const string Role = "trainers";

    /// <summary>The arguments of the process with every so-manieth member.</summary>
    public static string[] Arguments(int port, int process, Settings settings, string folder) =>
        [Role, $"{port}", $"{process}", $"{settings.Processes}", $"{settings.Members}", $"{settings.Trainers}", $"{settings.Slots}", folder];

    public static async Task RunAsync(string[] arguments)
    {
        var numbers = arguments[1..7].Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        var (port, process, processes, members, trainers, slots) =
            (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
        using var logs = LoggerFactory.Create(log => log.AddFilter("Akka", LogLevel.Warning).AddSimpleConsole(console => console.SingleLine = true));
        for (var member = process; member < members; member += processes)
        {
            var names = Enumerable.Range(0, trainers).Where(trainer => trainer % members == member).Select(trainer => new NodeId($"t{trainer}"));
            await StartAsync(port, [.. names], slots, arguments[7], logs);
        }
        await Task.Delay(Timeout.Infinite);
    }

    private static async Task StartAsync(int port, NodeId[] names, int slots, string folder, ILoggerFactory logs)
    {
        var host = ActorHost.Build("trainer", logs, _ => { });
        await host.StartAsync();
        var system = host.Services.GetRequiredService<ActorSystem>();
        var lines = names.Select(name =>
        {
            var line = new CoordinatorLine();
            var coordinator = system.ActorOf(Props.Create(() => new CoordinatorStandIn(line)));
            var settings = new TrainerSettings { Node = name, Slots = slots, Computation = new TrivialComputation() };
            var trainer = system.ActorOf(TrainerActor.Props(settings, coordinator), name.Value);
            line.ConnectTrainer(message => trainer.Tell(message));
            return line;
        }).ToList();

        var node = NodeSettings.Read(
            new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Chaos:Node:Name"] = names[0].Value,
                ["Chaos:Node:Data"] = folder,
                ["Chaos:Cluster:Seeds"] = $"127.0.0.1:{port}",
            }).Build(),
            NodeKind.Trainer);
        var member = new ClusterMember(
            node,
            akka => akka.AddCoordinatorProxy(buffered: 0).WithActors((cluster, registry) =>
            {
                var coordinator = registry.Get<CoordinatorKey>();
                foreach (var line in lines) cluster.ActorOf(Props.Create(() => new CoordinatorLink(line, coordinator)));
            }),
            logs,
            TimeProvider.System);
        await member.StartAsync(CancellationToken.None);
        // One after the other: those that join at once hold each other up.
        while (!member.State.IsReady) await Task.Delay(20);
    }
}
