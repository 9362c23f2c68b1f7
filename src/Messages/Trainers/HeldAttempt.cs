namespace Chaos.Actors.Messages.Trainers;

/// <summary>An attempt that a trainer holds.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Item">The item.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Phase">What the trainer does with it.</param>
/// <param name="Epochs">Epochs done.</param>
public sealed record HeldAttempt(
    CampaignId Campaign, ItemIndex Item, AttemptId Attempt, AttemptPhase Phase, int Epochs)
{
    /// <summary>The epoch the attempt began with: 0, or that of a checkpoint an earlier one left behind.</summary>
    public int ContinuedFrom { get; init; }
}
