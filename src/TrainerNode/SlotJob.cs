using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.TrainerNode;

/// <summary>An item on its way through a slot.</summary>
internal sealed class SlotJob(CampaignWork work, Assignment item)
{
    private readonly CancellationTokenSource _cancellation = new();
    private int _epochs;

    public CampaignWork Work { get; } = work;

    public Assignment Item { get; } = item;

    public AttemptKey Key => new(Work.Campaign, Item.Attempt);

    /// <summary>Epochs done: the only thing about a running item that threads share. No message per epoch.</summary>
    public int Epochs => Volatile.Read(ref _epochs);

    /// <summary>Those of the reference and of every replica.</summary>
    public long ReplicaEpochs => (long)Epochs * (1 + Item.Spec.Perturbation.Count);

    public CancellationToken Cancellation => _cancellation.Token;

    public void Note(int epochs) => Volatile.Write(ref _epochs, epochs);

    public void Cancel() => _cancellation.Cancel();
}

/// <summary>Attempts are numbered within a campaign.</summary>
internal readonly record struct AttemptKey(CampaignId Campaign, AttemptId Attempt);
