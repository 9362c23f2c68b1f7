using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Messages.Trainers;

/// <summary>One item to compute.</summary>
public sealed record Assignment(ItemIndex Item, AttemptId Attempt, PairGroupSpec Spec);
