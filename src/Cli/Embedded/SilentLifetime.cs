using Microsoft.Extensions.Hosting;

namespace Chaos.Actors.Cli.Embedded;

/// <summary>Leaves signals to the command line: the host's own lifetime would stop the actors under its feet.</summary>
internal sealed class SilentLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
