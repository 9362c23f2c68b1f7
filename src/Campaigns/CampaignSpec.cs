using Chaos.Actors.Campaigns.Canonical;
using Chaos.Actors.Dynamics.Losses;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Campaigns;

/// <summary>
/// A parameter study: the product tasks × architectures × L2 × momenta × ε × learning rates × seeds, each point one work item. Values are
/// checked where they enter (the campaign file), not here. Two are equal when their canonical bytes are.
/// </summary>
public sealed record CampaignSpec
{
    /// <summary>The campaign's name, also its identity in the store.</summary>
    public required string Name { get; init; }

    /// <summary>Axis: tasks.</summary>
    public required IReadOnlyList<TaskSpec> Tasks { get; init; }

    /// <summary>Axis: architectures.</summary>
    public required IReadOnlyList<Architecture> Architectures { get; init; }

    /// <summary>Axis: L2 coefficients.</summary>
    public required IReadOnlyList<double> L2 { get; init; }

    /// <summary>Axis: β of the heavy ball; 0 is plain gradient descent.</summary>
    public IReadOnlyList<double> Momenta { get; init; } = [0];

    /// <summary>Axis: ε ≥ 0, how far the replicas are perturbed.</summary>
    public required IReadOnlyList<double> Epsilons { get; init; }

    /// <summary>Axis: learning rates η, ascending.</summary>
    public required IReadOnlyList<double> LearningRates { get; init; }

    /// <summary>Number of seeds, or the most of any cell; the seed axis is FirstSeed … FirstSeed + Seeds − 1.</summary>
    public required int Seeds { get; init; }

    /// <summary>How many of them each cell has; null: every cell has all.</summary>
    public SeedCounts? CellSeeds { get; init; }

    /// <summary>The first value of the seed axis.</summary>
    public int FirstSeed { get; init; }

    /// <summary>T.</summary>
    public required int Epochs { get; init; }

    /// <summary>M, the perturbed replicas beside each reference.</summary>
    public required int Replicas { get; init; }

    /// <summary>The epoch at which the replicas are perturbed, before T; until then the reference runs alone.</summary>
    public int PerturbedAt { get; init; }

    /// <summary>What of the replicas is perturbed.</summary>
    public PerturbedPart PerturbedOn { get; init; } = PerturbedPart.Weights;

    /// <summary>Whether replicas that have gone too far are pulled back (<see cref="Perturbation.Rescale"/>).</summary>
    public bool Rescales { get; init; }

    /// <summary>Test accuracies a at which the training time τ(a) is taken, ascending.</summary>
    public required IReadOnlyList<double> Thresholds { get; init; }

    /// <summary>What every item observes beside losses, accuracy and distances.</summary>
    public ObservableSet Observe { get; init; } = ObservableSet.None;

    /// <summary>What is made small.</summary>
    public Loss Loss { get; init; } = Loss.CrossEntropy;

    /// <summary>k, the number of tangent vectors that follow each reference.</summary>
    public int Tangents { get; init; }

    /// <summary>The ends of the Hessian's spectrum are looked for at t = 0, n, 2n … &lt; T; 0: never.</summary>
    public int HessianEvery { get; init; }

    /// <summary>The growth of the leading tangent is attributed to curvatures at t = 0, n, 2n … &lt; T; 0: never.</summary>
    public int AttributionEvery { get; init; }

    /// <summary>What counts as chaos and what as trained.</summary>
    public VerdictCriterion Verdict { get; init; } = VerdictCriterion.Default;

    /// <summary>What the campaign looks for by itself; null: it computes its grid.</summary>
    public SearchSpec? Search { get; init; }

    /// <summary>Whether its grid is still to grow.</summary>
    public bool IsSearching => Search is { Ended: null };

    /// <summary>What the series of accuracies measures: accuracy, R² of real targets, or <c>accuracy or R²</c> where tasks differ in it.</summary>
    public string Score => string.Join(" or ", Tasks.Select(task => task.Score).Distinct().OrderDescending(StringComparer.Ordinal));

    /// <summary>The place of a task on its axis, or −1.</summary>
    public int PlaceOf(TaskSpec task)
    {
        for (var k = 0; k < Tasks.Count; k++)
            if (Tasks[k] == task) return k;
        return -1;
    }

    /// <summary>The work items.</summary>
    public Grid Grid => new(this);

    /// <inheritdoc/>
    public bool Equals(CampaignSpec? other) =>
        other is not null && (ReferenceEquals(this, other) || CanonicalBytes.Of(this).AsSpan().SequenceEqual(CanonicalBytes.Of(other)));

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}
