using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.TrainerNode.Checkpoints;

/// <summary>The checkpoint and crash marker of one item while a slot computes it; belongs to the slot's thread.</summary>
internal sealed class ItemCheckpoint(
    CheckpointFolder folder, CrashMarkers.Marker? marker, CampaignWork work, Assignment item, TimeProvider time)
{
    private readonly byte[] _content =
        ItemKey.Of(item.Spec, work.TaskContents.Hashes[item.Task], work.NumericsVersion).Bytes;
    private long _last = time.GetTimestamp();
    private int _started; // the epoch this attempt began with
    private int _kept; // the epoch of the state that is on disk; epoch 0 needs none

    /// <summary>What an earlier attempt left behind, or null.</summary>
    public PairGroupState? Read()
    {
        var state = folder.Read(work.Campaign, item.Item, _content);
        _started = _kept = state?.Epoch ?? 0;
        return state;
    }

    /// <summary>Keeps the group's state if it is time to, or if there will be no other: the item is about to stop unfinished.</summary>
    public void Offer(PairGroup group, bool stopping)
    {
        if (group.Epoch > _started) marker?.MarkBegun();
        if (group.Epoch == _kept || (!stopping && time.GetElapsedTime(_last) < folder.Every)) return;
        folder.Write(work.Campaign, item.Item, _content, group.State());
        _kept = group.Epoch;
        marker?.Clear(); // should the process die now, this attempt has brought its item on
        _last = time.GetTimestamp(); // from the end, so that a slow disk never takes all the time there is
    }
}
