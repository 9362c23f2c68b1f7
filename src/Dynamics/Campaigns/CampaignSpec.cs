using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Dynamics.Campaigns;

/// <summary>
/// A parameter study: the product architectures × L2 × learning rates × seeds on one task, each point one work item.
/// Values are checked where they enter (the campaign file), not here.
/// </summary>
public sealed record CampaignSpec
{
    /// <summary>The campaign's name, also its identity in the store.</summary>
    public required string Name { get; init; }

    /// <summary>The task.</summary>
    public required TaskSpec Task { get; init; }

    /// <summary>Axis: architectures.</summary>
    public required IReadOnlyList<Architecture> Architectures { get; init; }

    /// <summary>Axis: L2 coefficients.</summary>
    public required IReadOnlyList<double> L2 { get; init; }

    /// <summary>Axis: learning rates η, ascending.</summary>
    public required IReadOnlyList<double> LearningRates { get; init; }

    /// <summary>Number of seeds; the seed axis is 0 … Seeds − 1.</summary>
    public required int Seeds { get; init; }

    /// <summary>T.</summary>
    public required int Epochs { get; init; }

    /// <summary>M and ε.</summary>
    public required Perturbation Perturbation { get; init; }

    /// <summary>Test accuracies a at which the training time τ(a) is taken, ascending.</summary>
    public required IReadOnlyList<double> Thresholds { get; init; }

    /// <summary>The work items.</summary>
    public Grid Grid => new(this);
}
