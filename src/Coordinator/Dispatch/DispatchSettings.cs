namespace Chaos.Actors.Coordinator.Dispatch;

/// <summary>The numbers the dispatch contract leaves open.</summary>
public sealed record DispatchSettings
{
    /// <summary>How long an item stays with a trainer that no longer reports it; trainers report every second.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Failed attempts (thrown, or trainer lost) after which an item is quarantined.</summary>
    public int FailureLimit { get; init; } = 3;

    /// <summary>
    /// Beyond one item a slot, a trainer gets as many as it finishes in this time, so that tiny items do not wait for the
    /// next pull and long ones stay in the queue, where every trainer can have them.
    /// </summary>
    public TimeSpan PrefillTime { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The most items a slot gets beyond the one it computes.</summary>
    public int PrefillLimit { get; init; } = 64;

    /// <summary>
    /// While that many outcomes wait to become durable, no further item is assigned: trainers faster than the disk would else
    /// fill the coordinator's memory and their own.
    /// </summary>
    public int CommitBacklog { get; init; } = 4096;

    /// <summary>
    /// Whether idle slots may compute copies of the slowest items once nothing is left in the queue. Only with more than
    /// one node: the slots of one node are equally fast.
    /// </summary>
    public bool CopySlowest { get; init; } = true;

    /// <summary>Items prefilled for each slot when an item takes <paramref name="mean"/>; 0 while that is unknown.</summary>
    public int Prefill(TimeSpan mean) =>
        mean <= TimeSpan.Zero ? 0 : (int)Math.Min(PrefillLimit, PrefillTime / mean);
}
