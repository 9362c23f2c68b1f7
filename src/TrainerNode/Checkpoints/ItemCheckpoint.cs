using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.TrainerNode.Checkpoints;

/// <summary>The checkpoint of one item while a slot computes it; belongs to the slot's thread.</summary>
internal sealed class ItemCheckpoint(CheckpointFolder folder, CampaignWork work, Assignment item, TimeProvider time)
{
    private readonly byte[] _content = ItemContent.Digest(work.TaskContentHash, item.Spec);
    private long _last = time.GetTimestamp();

    /// <summary>What an earlier attempt left behind, or null.</summary>
    public PairGroupState? Read() => folder.Read(work.Campaign, item.Item, _content);

    /// <summary>Keeps the group's state if it is time to.</summary>
    public void Offer(PairGroup group)
    {
        if (time.GetElapsedTime(_last) < folder.Every) return;
        folder.Write(work.Campaign, item.Item, _content, group.State());
        _last = time.GetTimestamp(); // from the end, so that a slow disk never takes all the time there is
    }
}
