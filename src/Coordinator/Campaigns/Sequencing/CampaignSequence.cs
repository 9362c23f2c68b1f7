using System.Collections.Immutable;
using Chaos.Actors.Messages.Journal;

namespace Chaos.Actors.Coordinator.Campaigns.Sequencing;

/// <summary>A campaign, and how far what was decided about it has come. Immutable; <see cref="CampaignSequencer"/> leads it on.</summary>
public sealed record CampaignSequence
{
    /// <summary>Nothing replayed.</summary>
    public static CampaignSequence Initial { get; } = new();

    /// <summary>The campaign: what is durable, and what was decided about who computes what.</summary>
    public CampaignState State { get; init; } = CampaignState.Initial;

    /// <summary>How many events are durable and applied.</summary>
    public long Journalled { get; init; }

    /// <summary>How many the newest snapshot stands for.</summary>
    public long InSnapshot { get; init; }

    /// <summary>What the store is at.</summary>
    public StoreWork Work { get; init; } = new StoreWork.Replaying();

    /// <summary>Decisions that wait for the next group.</summary>
    public ImmutableQueue<PendingDecision> Waiting { get; init; } = [];

    /// <summary>How many.</summary>
    public int WaitingCount { get; init; }

    /// <summary>What can be decided only when what was decided before it is durable.</summary>
    public ImmutableQueue<SequenceInput.Arrived> Deferred { get; init; } = [];

    /// <summary>A submission that changes the campaign's grid, until it is durable: everything else waits for it.</summary>
    public PendingExtension? Extension { get; init; }

    /// <summary>Whether the campaign may hold results of excluded nodes that were not looked for yet.</summary>
    public bool IsExclusionPending { get; init; }

    /// <summary>What the coordinator was last told; null before the first time.</summary>
    public (bool Settled, int Priority, int GridSince)? Reported { get; init; }

    /// <summary>Whether everything decided is durable, and nothing is being looked for.</summary>
    public bool IsIdle => Work is StoreWork.None && Waiting.IsEmpty && Extension is null && !IsExclusionPending;

    /// <summary>Begins with a snapshot.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="journalled">How many events it stands for.</param>
    public CampaignSequence Restore(CampaignSnapshot snapshot, long journalled) =>
        this with { State = CampaignState.Of(snapshot.ToFacts()), InSnapshot = journalled };

    /// <summary>Replays an event of the journal.</summary>
    public CampaignSequence Replay(ICampaignEvent happened) => this with { State = State.Apply(happened) };
}
