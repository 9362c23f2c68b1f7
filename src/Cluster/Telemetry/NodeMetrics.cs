using System.Diagnostics.Metrics;
using Chaos.Actors.Cluster.Health;
using Chaos.Actors.Cluster.Settings;
using Microsoft.Extensions.Hosting;

namespace Chaos.Actors.Cluster.Telemetry;

/// <summary>Metrics of what every node has: whether it is ready, and room for its data.</summary>
internal sealed class NodeMetrics(NodeSettings settings, NodeHealth health) : IHostedService, IDisposable
{
    private readonly Meter _meter = new(TelemetryNames.Node);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _meter.CreateObservableUpDownCounter(
            "chaos_actors.node.ready", () => health.IsReady ? 1 : 0, "{node}", "1 if the node is in the cluster and sees a coordinator.");
        _meter.CreateObservableUpDownCounter(
            "chaos_actors.node.disk.free", () => Disk(drive => drive.AvailableFreeSpace), "By",
            "Free space where the node keeps its data.");
        _meter.CreateObservableUpDownCounter(
            "chaos_actors.node.disk.size", () => Disk(drive => drive.TotalSize), "By", "All space there.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _meter.Dispose();

    private Measurement<long>[] Disk(Func<DriveInfo, long> measure)
    {
        try
        {
            // The folder is made when something is kept in it; until then the nearest one above it tells.
            var folder = settings.Data;
            while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } above) folder = above;
            return [new Measurement<long>(measure(new DriveInfo(folder)))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }
}
