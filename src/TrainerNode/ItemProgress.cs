using Akka.Event;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.TrainerNode.Checkpoints;

namespace Chaos.Actors.TrainerNode;

/// <summary>What a computation hears of its item's past, and lets others know of its progress. One thread's.</summary>
public sealed class ItemProgress
{
    private readonly SlotJob _job;
    private readonly ItemCheckpoint? _checkpoint;

    private readonly ILoggingAdapter _log;

    internal ItemProgress(SlotJob job, ItemCheckpoint? checkpoint, ILoggingAdapter log) =>
        (_job, _checkpoint, _log) = (job, checkpoint, log);

    /// <summary>The state an earlier attempt at the item left behind, to continue from; null to begin with epoch 0.</summary>
    public PairGroupState? Earlier()
    {
        var state = _checkpoint?.Read();
        if (state is null) return null;
        _job.ContinueFrom(state.Epoch);
        _log.Info("Item {0} of {1} continues from epoch {2} of {3}.",
            _job.Item.Item, _job.Work.Campaign, state.Epoch, _job.Item.Spec.Epochs);
        return state;
    }

    /// <summary>Tells the number of epochs done; cheap enough for every epoch.</summary>
    public void RecordEpochs(int epochs) => _job.RecordEpochs(epochs);

    /// <summary>Tells that the group has reached another epoch, and keeps its state if it is time to, or if the item is asked to stop.</summary>
    public void Reached(PairGroup group)
    {
        _job.RecordEpochs(group.Epoch);
        _checkpoint?.Offer(group, _job.IsToBeContinued);
    }
}
