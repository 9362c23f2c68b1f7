namespace Chaos.Actors.Messages.Trainers;

/// <summary>An item given back.</summary>
public sealed record GivenBack(ItemIndex Item, AttemptId Attempt);
