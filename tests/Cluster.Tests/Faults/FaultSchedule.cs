using System.Globalization;

namespace Chaos.Actors.Cluster.Tests.Faults;

/// <summary>What is done to a cluster, to whom, when and for how long: a function of a seed.</summary>
/// <param name="Coordinators">How many coordinators there are, 1 to 3.</param>
/// <param name="Trainers">How many trainers, 2 to 4.</param>
/// <param name="Faults">The faults, one after the other.</param>
internal sealed record FaultSchedule(int Coordinators, int Trainers, IReadOnlyList<FaultSchedule.Step> Faults)
{
    private const int Steps = 8;

    /// <summary>What can happen.</summary>
    public enum Kind
    {
        /// <summary>SIGKILL of a node, which is started again afterwards.</summary>
        Kill,

        /// <summary>SIGTERM of a node, which is started again afterwards.</summary>
        Stop,

        /// <summary>SIGSTOP of a node, and SIGCONT afterwards.</summary>
        Pause,

        /// <summary>A node reaches nobody, not even the database.</summary>
        CutOff,

        /// <summary>The database is shut down in good order, and started afterwards.</summary>
        StopDatabase,

        /// <summary>The database dies, and is started afterwards.</summary>
        KillDatabase,

        /// <summary>SIGKILL of every node, all of which are started again.</summary>
        KillAll,
    }

    /// <summary>One fault.</summary>
    /// <param name="After">Time since the fault before it was over.</param>
    /// <param name="Kind">What happens.</param>
    /// <param name="Node">To which node, coordinators first; of no interest where it happens to something else.</param>
    /// <param name="For">How long it lasts.</param>
    internal sealed record Step(TimeSpan After, Kind Kind, int Node, TimeSpan For)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture, $"after {After.TotalSeconds:0.0}s {Kind} {Node} for {For.TotalSeconds:0.0}s");
    }

    /// <summary>The schedule of a seed.</summary>
    public static FaultSchedule Draw(int seed)
    {
        var random = new Random(seed);
        var (coordinators, trainers) = (random.Next(1, 4), random.Next(2, 5));
        return new FaultSchedule(coordinators, trainers, [.. Enumerable.Range(0, Steps).Select(_ => new Step(
            Seconds(0, 8), Draw(random), random.Next(coordinators + trainers), Seconds(0, 12)))]);

        TimeSpan Seconds(double least, double most) => TimeSpan.FromSeconds(least + (most - least) * random.NextDouble());
    }

    public override string ToString() => $"{Coordinators} coordinators, {Trainers} trainers; {string.Join("; ", Faults)}";

    // Nodes die and sleep more often than databases.
    private static Kind Draw(Random random) => random.Next(12) switch
    {
        < 4 => Kind.Kill,
        < 6 => Kind.Stop,
        < 8 => Kind.Pause,
        < 9 => Kind.CutOff,
        9 => Kind.StopDatabase,
        10 => Kind.KillDatabase,
        _ => Kind.KillAll,
    };
}
