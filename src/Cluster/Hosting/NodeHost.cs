using System.Net;
using System.Runtime.InteropServices;
using Akka.Hosting;
using Chaos.Actors.Cluster.Health;
using Chaos.Actors.Cluster.Membership;
using Chaos.Actors.Cluster.Settings;
using Chaos.Actors.Cluster.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Chaos.Actors.Cluster.Hosting;

/// <summary>The process around a member of the cluster: settings, log, signals, HTTP.</summary>
public static class NodeHost
{
    /// <summary>What a stopping node may take after its drain: to give back, leave the cluster, hand over, close files.</summary>
    public static TimeSpan TimeToLeave { get; } = TimeSpan.FromSeconds(40);

    /// <summary>
    /// Begins one. What a node needs before it joins, or does before it leaves, is an <see cref="IHostedLifecycleService"/>
    /// that uses Starting and Stopping.
    /// </summary>
    /// <param name="settings">The settings.</param>
    /// <param name="configuration">Where they came from, for the log's own section.</param>
    /// <param name="configure">Adds the node's actors to every actor system that it joins the cluster with.</param>
    public static WebApplicationBuilder CreateBuilder(
        NodeSettings settings, IConfiguration configuration, Action<AkkaConfigurationBuilder, IServiceProvider> configure)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddConfiguration(configuration);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(settings.Http.Address, settings.Http.Port);
            if (settings is { Https: { } port, Cluster.Certificate: { } certificate })
                kestrel.Listen(settings.Http.Address, port, tls => tls.UseHttps(certificate.Certificate));
        });
        builder.Services.AddRoutingCore();
        AddLog(builder.Logging, configuration);
        builder.AddTelemetry(settings);
        builder.Services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Compute.DrainTime + TimeToLeave);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<NodeHealth>();
        builder.Services.AddSingleton(services => new ClusterMember(
            settings,
            akka => configure(akka, services),
            services.GetRequiredService<ILoggerFactory>(),
            services.GetRequiredService<TimeProvider>()));
        builder.Services.AddHostedService(services => services.GetRequiredService<ClusterMember>());
        return builder;
    }

    /// <summary>Runs it until it is asked to stop.</summary>
    /// <exception cref="SettingsException">It cannot listen where it should.</exception>
    public static async Task RunNodeAsync(this WebApplication app)
    {
        // The end of a terminal, or of whatever else the node was started from, asks it to stop as SIGTERM does.
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            app.Lifetime.StopApplication();
        });
        app.MapHealth();
        app.MapMetrics();
        var settings = app.Services.GetRequiredService<NodeSettings>();
        try
        {
            await app.StartAsync();
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            await app.DisposeAsync();
            return; // asked to stop before it had started
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await app.DisposeAsync();
            throw new SettingsException([
                $"{KnownSettings.HttpPort}: cannot listen on {new IPEndPoint(settings.Http.Address, settings.Http.Port)}"
                + $"{(settings.Https is { } tls ? $" or {tls} ({KnownSettings.HttpsPort.Path})" : "")}; "
                + "stop what listens there, or choose another"]);
        }
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Chaos.Node");
        NodeLog.Started(log, settings.Kind, settings.Node.Value, string.Join(", ", app.Urls));
        await app.WaitForShutdownAsync();
        NodeLog.Stopped(log);
        await app.DisposeAsync();
    }

    private static void AddLog(ILoggingBuilder log, IConfiguration configuration)
    {
        // What the owner asks for comes last and wins. stdout is for results, as everywhere in this program.
        log.AddFilter("Microsoft", LogLevel.Warning);
        // Why it did not start is thrown too, and told in a sentence.
        log.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        log.AddFilter("Akka", LogLevel.Warning);
        log.AddConfiguration(configuration.GetSection("Logging"));
        log.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.IncludeScopes = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        log.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
