using Chaos.Actors.Coordinator.Dispatch;
using Chaos.Actors.Coordinator.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Chaos.Actors.Coordinator;

/// <summary>How a coordinator works.</summary>
public sealed record CoordinatorSettings
{
    /// <summary>Where journal, snapshots and results are.</summary>
    public required Database Database { get; init; }

    /// <summary>
    /// Whether a campaign whose store failed is opened again after a while. Not where somebody waits for the program to end
    /// and say so.
    /// </summary>
    public bool ReopenBroken { get; init; }

    /// <summary>Leases, prefill, quarantine.</summary>
    public DispatchSettings Dispatch { get; init; } = new();

    /// <summary>Events after which a snapshot is taken, so that recovery replays no more than about that many.</summary>
    public int SnapshotEvery { get; init; } = 2000;

    /// <summary>
    /// How many items of a campaign are traced, where traces are collected at all; with fewer items all of them are.
    /// </summary>
    public int TracedItems { get; init; } = 1000;

    /// <summary>Where it is written what an operator wants to look back at: campaigns that begin and end, trainers that come and go.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
