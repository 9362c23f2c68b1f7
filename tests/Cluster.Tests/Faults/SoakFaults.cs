using System.Diagnostics;
using System.Globalization;
using Chaos.Actors.Cluster.Tests.Nodes;

namespace Chaos.Actors.Cluster.Tests.Faults;

/// <summary>
/// Faults of every kind at random, over and over: one round in each run of the tests, as many as fit into the minutes of CHAOS_SOAK_MINUTES
/// (<c>benchmarks/soak/run</c>). Each round has a seed, which is written down, and which CHAOS_TEST_SEED has happen again.
/// </summary>
public sealed class SoakFaults(ITestOutputHelper output)
{
    private static readonly TimeSpan Time = TimeSpan.FromMinutes(
        double.TryParse(
            Environment.GetEnvironmentVariable("CHAOS_SOAK_MINUTES"), NumberStyles.Float, CultureInfo.InvariantCulture, out var minutes)
            ? minutes
            : 0);

    [Fact]
    public async Task Should_lose_nothing_and_compute_nothing_else_whatever_happens_in_whatever_order()
    {
        var waiting = Stopwatch.StartNew();
        var seed = BoundedWaits.RandomSeed();
        do
        {
            var schedule = FaultSchedule.Draw(seed);
            Tell($"seed {seed}: {schedule}");
            try
            {
                using var round = new SoakRound(schedule, output);
                await round.RunAsync(Tell);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"CHAOS_TEST_SEED={seed}: {schedule}\n{e.Message}", e);
            }
            seed = new Random(seed).Next();
        }
        while (waiting.Elapsed < Time);

        // Shown at once only where somebody waits for it.
        void Tell(string what)
        {
            output.WriteLine(what);
            if (Environment.GetEnvironmentVariable("CHAOS_SOAK_LOG") is { Length: > 0 } log)
                File.AppendAllText(log, string.Create(CultureInfo.InvariantCulture, $"{waiting.Elapsed:hh\\:mm\\:ss} {what}\n"));
        }
    }
}
