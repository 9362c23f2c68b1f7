using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Cli.PairFiles;

/// <summary>Everything a pair file keeps of one pair group.</summary>
public sealed record PairRecord
{
    /// <summary>The task as it was asked for; names the user's own files.</summary>
    public required TaskSpec TaskSpec { get; init; }

    /// <summary>The task as it was read.</summary>
    public required LearningTask Task { get; init; }

    /// <summary>The work item.</summary>
    public required PairGroupSpec Spec { get; init; }

    /// <summary>What came out.</summary>
    public required PairGroupSeries Series { get; init; }

    /// <summary>w(0): [copy][k], row-major, outputs first.</summary>
    public required IReadOnlyList<double[][]> Initial { get; init; }

    /// <summary>w(e), and w(e) + ξ of the replicas, where they are perturbed later than at the start: [copy][k]; else empty.</summary>
    public IReadOnlyList<double[][]> Perturbed { get; init; } = [];

    /// <summary>The parameters after the last step: [copy][k].</summary>
    public required IReadOnlyList<double[][]> Final { get; init; }

    /// <summary>The tangent vectors at t = 0, in the form of the parameters: [i][k].</summary>
    public IReadOnlyList<double[][]> Tangents { get; init; } = [];

    /// <summary>The file the initial parameters were read from, or null when they were drawn from the seed.</summary>
    public string? InitialFile { get; init; }

    /// <summary>The version of the program that ran the group.</summary>
    public string ProgramVersion { get; init; } = Cluster.Hosting.ProgramVersion.Text;
}
