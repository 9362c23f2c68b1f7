using Chaos.Actors.Cluster.Hosting;
using Chaos.Actors.Coordinator.Hosting;

namespace Chaos.Actors.Coordinator;

/// <summary>The container's entry point.</summary>
internal static class CoordinatorProgram
{
    public static Task<int> Main(string[] args) => NodeProgram.RunAsync(args, CoordinatorProcess.RunAsync);
}
