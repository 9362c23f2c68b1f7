using Akka.Hosting;
using Akka.Hosting.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Chaos.Actors.Cluster.Hosting;

/// <summary>
/// An actor system with a host of its own, which listens to no signal and can be taken down and built again while the
/// process goes on.
/// </summary>
public static class ActorHost
{
    /// <summary>Builds one; the logs stay the caller's.</summary>
    public static IHost Build(string name, ILoggerFactory logs, Action<AkkaConfigurationBuilder> configure)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
        builder.Services.AddSingleton(logs);
        builder.Services.AddAkka(name, akka =>
        {
            akka.ConfigureLoggers(loggers =>
            {
                loggers.ClearLoggers();
                loggers.AddLogger<NodeLogger>();
            });
            akka.AddSetup(new LoggerFactorySetup(logs));
            // Not to be had through Akka.Hosting: the banner goes to stdout, and signals are the process's. Nothing here is timed
            // finer than a second, and every tick wakes threads that slots could use.
            akka.AddHocon(
                $"""
                akka.stdout-loglevel = OFF
                akka.stdout-logger-class = "{typeof(SilentLogger).AssemblyQualifiedName}"
                akka.scheduler.tick-duration = 200ms
                akka.log-dead-letters = off
                akka.log-dead-letters-during-shutdown = off
                akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
                """,
                HoconAddMode.Prepend);
            configure(akka);
        });
        return builder.Build();
    }

    /// <summary>Stops and disposes one, waiting for no longer than a while: the process may go on without it, or end.</summary>
    public static async Task EndAsync(this IHost host, TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        try
        {
            await host.StopAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // It had its time.
        }
        host.Dispose();
    }
}
