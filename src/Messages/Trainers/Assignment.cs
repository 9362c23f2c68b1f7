using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Messages.Trainers;

/// <summary>One item to compute.</summary>
/// <param name="Item">The item.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Spec">What to compute.</param>
/// <param name="Task">The place of its task among the campaign's.</param>
/// <param name="TraceParent">The item's span (W3C traceparent) if it is one of those that are traced, else null.</param>
public sealed record Assignment(ItemIndex Item, AttemptId Attempt, PairGroupSpec Spec, int Task = 0, string? TraceParent = null);
