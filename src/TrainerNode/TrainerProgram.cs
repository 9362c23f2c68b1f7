using Chaos.Actors.Cluster.Hosting;
using Chaos.Actors.TrainerNode.Hosting;

namespace Chaos.Actors.TrainerNode;

/// <summary>The container's entry point.</summary>
internal static class TrainerProgram
{
    public static Task<int> Main(string[] args) => NodeProgram.RunAsync(args, TrainerProcess.RunAsync);
}
