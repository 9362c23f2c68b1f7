using Akka.Actor;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Coordinator.Storage;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Nodes;

namespace Chaos.Actors.Coordinator;

/// <summary>
/// Which nodes are excluded: written first, then told to the campaigns, then answered; one change after the other, so that the table ends
/// as the campaigns believe. Part of <see cref="CoordinatorActor"/>, and used by it alone.
/// </summary>
internal sealed class NodeExclusion(CampaignRegistry campaigns, ResultsStore store, ExcludedNodes table, StoreThreads threads)
{
    /// <summary>Whether a change is being written: the next has to wait.</summary>
    public bool IsWriting { get; private set; }

    /// <summary>Begins a change.</summary>
    public void Begin(NodeCommands.Exclude exclude, IActorRef client, IActorRef self) => Write(exclude.Node, true, client, self);

    /// <summary>Begins a change, unless it is too early for it.</summary>
    public void Begin(NodeCommands.Include include, IActorRef client, IActorRef self)
    {
        // What was found to be this node's is removed by its name, and must not be mistaken for what it computes from now on.
        if (campaigns.All.FirstOrDefault(campaign => campaign.Value.IsExclusionPending) is { Value: { } entry } busy)
        {
            client.Tell(new NodeReplies.Refused(
                include.Node,
                RefusalKind.WrongPhase,
                $"Campaign \"{busy.Key}\" has not yet discarded what excluded nodes computed"
                + (entry.Trouble is { } reason ? $": {reason}" : "; try again in a moment.")));
            return;
        }
        Write(include.Node, false, client, self);
    }

    /// <summary>A change is durable.</summary>
    public void End(Written written, IActorRef client, bool atWork)
    {
        IsWriting = false;
        campaigns.Exclude(written.IsExcluded ? campaigns.Excluded.Add(written.Node) : campaigns.Excluded.Remove(written.Node));
        client.Tell(new NodeReplies.Accepted(written.Node, atWork));
    }

    /// <summary>A change could not be written.</summary>
    public void End(NotWritten failed, IActorRef client)
    {
        IsWriting = false;
        client.Tell(new NodeReplies.Refused(failed.Node, RefusalKind.StorageFailed, store.Explain(failed.Error)));
    }

    private void Write(NodeId node, bool excluded, IActorRef client, IActorRef self)
    {
        IsWriting = true;
        threads.Run(() => table.Write(node, excluded)).PipeTo(
            self, client, () => new Written(node, excluded), error => new NotWritten(node, error));
    }

    /// <summary>The table says so now.</summary>
    public sealed record Written(NodeId Node, bool IsExcluded);

    /// <summary>The table is as it was.</summary>
    public sealed record NotWritten(NodeId Node, Exception Error);
}
