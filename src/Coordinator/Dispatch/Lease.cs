using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Dispatch;

/// <summary>An item in the hands of a trainer.</summary>
/// <param name="Item">The item.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Node">The trainer.</param>
/// <param name="Phase">What the trainer does with it, as last reported or, before that, presumed.</param>
/// <param name="Epochs">Epochs done, as last reported.</param>
/// <param name="Since">When it was given.</param>
/// <param name="Deadline">When it goes back to the queue unless reported.</param>
public sealed record Lease(
    long Item, AttemptId Attempt, NodeId Node, AttemptPhase Phase, int Epochs, TimeSpan Since, TimeSpan Deadline)
{
    /// <summary>The epoch the attempt began with, as last reported: 0, or that of a checkpoint.</summary>
    public int ContinuedFrom { get; init; }
}
