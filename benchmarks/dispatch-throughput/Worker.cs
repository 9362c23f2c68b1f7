using System.Diagnostics;
using System.Globalization;
using Akka.Actor;
using Akka.Hosting;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Coordinator;
using Chaos.Actors.Coordinator.Persistence;
using Chaos.Actors.Coordinator.Storage;
using Chaos.Actors.Dynamics;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Serialization;
using Chaos.Actors.TrainerNode;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Chaos.Actors.Benchmarks.DispatchThroughput;

/// <summary>Coordinator and trainer in one process, which says on each line of its output where the campaign stands.</summary>
internal static class Worker
{
    /// <summary>A line of its output: milliseconds since the process started, items done, CPU milliseconds, peak memory.</summary>
    public sealed record Report(long Elapsed, long Done, long Cpu, long PeakMegabytes)
    {
        public static Report Parse(string line)
        {
            var numbers = line.Split(' ').Select(word => long.Parse(word, CultureInfo.InvariantCulture)).ToArray();
            return new Report(numbers[0], numbers[1], numbers[2], numbers[3]);
        }

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{Elapsed} {Done} {Cpu} {PeakMegabytes}");
    }

    public static async Task RunAsync(Options options)
    {
        var database = Database.Of(
            options.Database.Contains("Host=", StringComparison.Ordinal) ? options.Database : null, options.Database);
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddAkka("throughput", akka => akka
            .ConfigureLoggers(loggers => loggers.ClearLoggers())
            .AddHocon("akka.stdout-loglevel = OFF", HoconAddMode.Prepend)
            .AddChaosSerialization()
            .AddChaosPersistence(database)
            .AddCoordinator(new CoordinatorSettings { Database = database })
            .AddTrainer(new TrainerSettings
            {
                Node = new NodeId("here"),
                Slots = options.Slots,
                Computation = new TrivialComputation(),
            }));
        using var host = builder.Build();
        await host.StartAsync();
        var coordinator = host.Services.GetRequiredService<IRequiredActor<CoordinatorKey>>().ActorRef;
        var spec = options.Campaign();
        await coordinator.Ask(new CampaignCommands.Submit(spec, TaskContents.Of("none"), NumericsVersion.Current));
        while (await coordinator.Ask(new CampaignQueries.GetStatus(CampaignId.Of(spec))) is CampaignStatus status)
        {
            Console.WriteLine(Now(status.Done));
            if (status.Done == status.Items) return;
            await Task.Delay(TimeSpan.FromMilliseconds(250));
        }
        throw new InvalidOperationException("the campaign has stopped");
    }

    private static Report Now(long done)
    {
        using var process = Process.GetCurrentProcess();
        return new Report(
            (long)(DateTime.Now - process.StartTime).TotalMilliseconds,
            done,
            (long)Environment.CpuUsage.TotalTime.TotalMilliseconds,
            process.PeakWorkingSet64 >> 20);
    }
}
