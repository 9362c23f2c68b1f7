using Microsoft.Extensions.Hosting;

namespace Chaos.Actors.Cluster.Hosting;

/// <summary>Leaves signals to whoever owns the process: a lifetime of its own would stop the actors under its feet.</summary>
internal sealed class SilentLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
