using System.Globalization;
using Chaos.Actors.Benchmarks.DispatchThroughput;
using Chaos.Actors.TrainerNode.Hosting;
using Microsoft.Extensions.Configuration;

namespace Chaos.Actors.Benchmarks.ClusterScale;

/// <summary>
/// A process with several trainers: each is the real one, with its own two actor systems, its TCP port and its membership; only
/// what it computes is trivial.
/// </summary>
internal static class TrainerGroup
{
    /// <summary>The first argument of such a process.</summary>
    public const string Role = "trainers";

    public static string[] Arguments(int port, int first, int count, int slots, string folder) =>
        [Role, $"{port}", $"{first}", $"{count}", $"{slots}", folder];

    public static Task RunAsync(string[] arguments)
    {
        var numbers = arguments[1..5].Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        var (port, first, count, slots) = (numbers[0], numbers[1], numbers[2], numbers[3]);
        return Task.WhenAll(Enumerable.Range(first, count).Select(n => TrainerProcess.RunAsync(
            new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Chaos:Node:Name"] = $"t{n}",
                ["Chaos:Node:Data"] = Path.Combine(arguments[5], $"t{n}"),
                ["Chaos:Cluster:Seeds"] = $"127.0.0.1:{port}",
                ["Chaos:Trainer:Slots"] = $"{slots}",
            }).Build(),
            new TrivialComputation())));
    }
}
