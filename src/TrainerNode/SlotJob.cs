using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.TrainerNode;

/// <summary>An item on its way through a slot.</summary>
internal sealed class SlotJob(CampaignWork work, Assignment item)
{
    private readonly CancellationTokenSource _cancellation = new();
    private int _epochs;
    private int _continuedFrom;
    private bool _givenUp;

    public CampaignWork Work { get; } = work;

    public Assignment Item { get; } = item;

    public AttemptKey Key => new(Work.Campaign, Item.Attempt);

    /// <summary>Epochs done: the only thing about a running item that threads share. No message per epoch.</summary>
    public int Epochs => Volatile.Read(ref _epochs);

    /// <summary>The epoch it began with: 0, or that of a checkpoint.</summary>
    public int ContinuedFrom => Volatile.Read(ref _continuedFrom);

    /// <summary>Whether its item needs no result any more.</summary>
    public bool GivenUp => Volatile.Read(ref _givenUp);

    /// <summary>Whether it is to stop soon, and somebody will want to continue where it stopped.</summary>
    public bool IsToBeContinued => Cancellation.IsCancellationRequested && !GivenUp;

    /// <summary>Epochs computed here, of the reference and of every replica.</summary>
    public long ReplicaEpochs => Item.Spec.Perturbation.CopyEpochs(ContinuedFrom, Epochs);

    public CancellationToken Cancellation => _cancellation.Token;

    public void RecordEpochs(int epochs) => Volatile.Write(ref _epochs, epochs);

    public void ContinueFrom(int epoch)
    {
        // In this order, so that epochs nobody has computed here are never taken for progress.
        Volatile.Write(ref _continuedFrom, epoch);
        RecordEpochs(epoch);
    }

    public void GiveUp()
    {
        Volatile.Write(ref _givenUp, true);
        Cancel();
    }

    public void Cancel() => _cancellation.Cancel();
}

/// <summary>Attempts are numbered within a campaign.</summary>
internal readonly record struct AttemptKey(CampaignId Campaign, AttemptId Attempt);
