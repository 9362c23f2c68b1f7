using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.TrainerNode;

/// <summary>What a slot does with an item. Called from several threads at a time.</summary>
public interface IItemComputation
{
    /// <summary>Computes an item.</summary>
    /// <param name="work">What the campaign's items have in common.</param>
    /// <param name="item">The item.</param>
    /// <param name="progress">Knows where to continue, and is told the number of epochs done, often, on the calling thread.</param>
    /// <param name="cancellation">Asks to stop soon.</param>
    /// <exception cref="TaskDataException">The task's data cannot be used: no item of the campaign could be computed.</exception>
    /// <exception cref="OperationCanceledException">Stopped as asked.</exception>
    PairGroupSeries Compute(
        CampaignWork work, Assignment item, ItemProgress progress, CancellationToken cancellation);
}
