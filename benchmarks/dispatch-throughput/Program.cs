using System.Diagnostics;
using System.Globalization;
using Akka.Actor;
using Akka.Hosting;
using Chaos.Actors.Benchmarks.DispatchThroughput;
using Chaos.Actors.Coordinator;
using Chaos.Actors.Coordinator.Persistence;
using Chaos.Actors.Coordinator.Storage;
using Chaos.Actors.Dynamics;
using Chaos.Actors.Dynamics.Campaigns;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Serialization;
using Chaos.Actors.TrainerNode;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// Arguments: items (default 20000), slots (2), epochs (20). The first run warms up and counts too: two runs are printed.
var items = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 20_000;
var slots = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 2;
var epochs = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 20;

var folder = Directory.CreateTempSubdirectory("chaos-throughput-").FullName;
try
{
    var database = Database.File(Path.Combine(folder, "campaign.db"));
    var builder = Host.CreateApplicationBuilder();
    builder.Logging.ClearProviders();
    builder.Services.AddAkka("throughput", akka => akka
        .ConfigureLoggers(loggers => loggers.ClearLoggers())
        .AddChaosSerialization()
        .AddChaosPersistence(database)
        .AddCoordinator(new CoordinatorSettings { Database = database })
        .AddTrainer(new TrainerSettings
        {
            Node = new NodeId("here"),
            Slots = slots,
            Computation = new TrivialComputation(),
        }));
    using var host = builder.Build();
    await host.StartAsync();
    var coordinator = host.Services.GetRequiredService<IRequiredActor<CoordinatorKey>>().ActorRef;
    foreach (var run in new[] { "cold", "warm" })
    {
        var spec = new CampaignSpec
        {
            Name = run,
            Task = new TaskSpec("trivial"),
            Architectures = [new Architecture([4], Activation.Tanh, Initialisation.Normal)],
            L2 = [0],
            LearningRates = [.. Enumerable.Range(1, 10).Select(rate => (double)rate)],
            Seeds = Math.Max(1, items / 10),
            Epochs = epochs,
            Perturbation = new Perturbation(5, 1e-8),
            Thresholds = [0.7, 0.8, 0.85, 0.9],
        };
        var clock = Stopwatch.StartNew();
        var before = Environment.CpuUsage.TotalTime;
        await coordinator.Ask(new CampaignCommands.Submit(spec, "none", NumericsVersion.Current));
        var notice = await coordinator.Ask(new CampaignCommands.Subscribe(CampaignId.Of(spec)));
        var done = ((CampaignNotices.CampaignSettled)notice).Status.Done;
        var cpu = Environment.CpuUsage.TotalTime - before;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{run}: {done} items, {slots} slots, {epochs} epochs: {done / clock.Elapsed.TotalSeconds:F0} items/s, "
            + $"{clock.Elapsed.TotalMilliseconds / done:F3} ms and {cpu.TotalMilliseconds / done:F3} ms of CPU an item"));
    }
    await host.StopAsync();
}
finally
{
    SqliteConnection.ClearAllPools();
    Directory.Delete(folder, recursive: true);
}
