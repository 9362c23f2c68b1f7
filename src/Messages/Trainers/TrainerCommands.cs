namespace Chaos.Actors.Messages.Trainers;

/// <summary>What the coordinator, or the node's own host, tells a trainer.</summary>
public static class TrainerCommands
{
    /// <summary>Answers a pull: items of one campaign, possibly none.</summary>
    /// <param name="Work">What the items have in common; null without items.</param>
    /// <param name="Items">The items, in the order to compute them.</param>
    public sealed record Assign(CampaignWork? Work, IReadOnlyList<Assignment> Items)
    {
        /// <summary>Nothing to do at the moment.</summary>
        public static Assign Nothing { get; } = new(null, []);
    }

    /// <summary>The result, or the failure, of an attempt is durable or no longer of interest: forget it.</summary>
    public sealed record ResultAcknowledged(CampaignId Campaign, ItemIndex Item, AttemptId Attempt) : ICampaignMessage;

    /// <summary>Stop and forget these attempts; their items need no result any more.</summary>
    public sealed record Abandon(CampaignId Campaign, IReadOnlyList<AttemptId> Attempts) : ICampaignMessage;

    /// <summary>A part of a data file.</summary>
    /// <param name="Sha256">The file.</param>
    /// <param name="Part">The part, from 0.</param>
    /// <param name="Parts">How many it has; 0 when there is no such file.</param>
    /// <param name="Bytes">What is in the part; must not be changed any more.</param>
    public sealed record DataPart(string Sha256, int Part, int Parts, byte[] Bytes);

    /// <summary>
    /// Take no new items and give back the ones not begun; answered with <see cref="Drained"/> when the last running
    /// item is acknowledged, or with <paramref name="GiveBackRunning"/> given back too.
    /// </summary>
    public sealed record Drain(bool GiveBackRunning);

    /// <summary>The trainer holds nothing any more.</summary>
    public sealed record Drained(NodeId Node);
}
