using Chaos.Actors.Benchmarks.Reporting;

namespace Chaos.Actors.Benchmarks.CompareLibtorch;

/// <summary>What a workload's rounds came to.</summary>
/// <param name="Workload">What was trained.</param>
/// <param name="Rounds">Every round measured.</param>
/// <param name="TorchChunk">Samples that libtorch took at once, the faster way.</param>
/// <param name="LossDifference">The largest relative difference between our losses and libtorch's.</param>
internal sealed record Outcome(Workload Workload, IReadOnlyList<Round> Rounds, int TorchChunk, double LossDifference)
{
    private const double LossTolerance = 1e-9;

    public bool LossesAgree => LossDifference <= LossTolerance;

    /// <summary>The rounds that no other program disturbed, or all of them if those are fewer than half.</summary>
    public IReadOnlyList<Round> Used { get; } =
        Rounds.Where(round => ForeignLoad.IsQuiet(round.Foreign)).ToArray() is var quiet && 2 * quiet.Length >= Rounds.Count
            ? quiet
            : Rounds;

    /// <summary>How many of the rounds used were disturbed all the same.</summary>
    public int DisturbedUsed => Used.Count(round => !ForeignLoad.IsQuiet(round.Foreign));

    /// <summary>How a number scatters over the rounds used.</summary>
    public Spread Of(Func<Round, double> number) => Spread.Of(Used.Select(number));

    public static Outcome Measure(Workload workload, int count, TimeSpan block)
    {
        using var contest = new Contest(workload, block);
        var rounds = new List<Round>();
        while (rounds.Count < count)
        {
            rounds.Add(contest.Run());
            var last = rounds[^1];
            Console.Error.WriteLine(
                $"{workload.Text,-16} {rounds.Count,3}: {last.CoreRatio:F2} times libtorch on one core, "
                + $"{last.CoresRatio:F2} on {Machine.Cores}; scaling {last.Scaling(Machine.Cores):P1}, processes "
                + $"{last.Ceiling(Machine.Cores):P1}; {last.Foreign:F2} cores busy with something else");
        }

        return new Outcome(workload, rounds, contest.Chunk, contest.LossDifference);
    }
}
