using Chaos.Actors.Cluster.Hosting;
using Chaos.Actors.Cluster.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Chaos.Actors.Cluster.Telemetry;

/// <summary>
/// Where a node's metrics, traces and logs go: metrics to <c>/metrics</c> for a Prometheus that asks, all three by OTLP to a
/// collector if one is named. What is standard about that is set by OpenTelemetry's own variables (<c>OTEL_…</c>).
/// </summary>
public static class NodeTelemetry
{
    private const string OurNames = "Chaos.Actors.*";
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Adds what collects and sends.</summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder, NodeSettings settings)
    {
        builder.Services.AddSingleton<NodeMetrics>();
        builder.Services.AddHostedService(services => services.GetRequiredService<NodeMetrics>());
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => Describe(resource, settings))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(OurNames, "System.Runtime").AddPrometheusExporter();
                if (Wants(builder.Configuration, "METRICS")) metrics.AddOtlpExporter();
            });
        // Without a collector nobody listens to the sources, and no span is made at all.
        if (Wants(builder.Configuration, "TRACES"))
            telemetry.WithTracing(tracing => tracing.AddSource(OurNames).AddOtlpExporter());
        if (Wants(builder.Configuration, "LOGS")) telemetry.WithLogging(logs => logs.AddOtlpExporter(), Configure);
        // Also what is only printed names the span it belongs to.
        builder.Logging.Configure(log => log.ActivityTrackingOptions =
            ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
    }

    /// <summary>Answers scrapes at <c>/metrics</c>.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder endpoints) => endpoints.MapPrometheusScrapingEndpoint("/metrics");

    private static void Describe(ResourceBuilder resource, NodeSettings settings) => resource
        .AddService(
            serviceName: $"chaos-{settings.Kind.ToString().ToLowerInvariant()}",
            serviceNamespace: "chaos",
            serviceVersion: ProgramVersion.Version,
            serviceInstanceId: settings.Node.Value)
        .AddEnvironmentVariableDetector(); // last: who runs the node may know better

    private static void Configure(OpenTelemetryLoggerOptions options)
    {
        options.IncludeFormattedMessage = true;
        options.IncludeScopes = true;
    }

    private static bool Wants(IConfiguration configuration, string signal) =>
        new[] { Endpoint, $"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT" }.Any(name => !string.IsNullOrEmpty(configuration[name]));
}
