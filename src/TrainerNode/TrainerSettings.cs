using Chaos.Actors.Messages;
using Chaos.Actors.TrainerNode.Checkpoints;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Chaos.Actors.TrainerNode;

/// <summary>How a trainer works.</summary>
public sealed record TrainerSettings
{
    /// <summary>The node's name.</summary>
    public required NodeId Node { get; init; }

    /// <summary>S, how many items are computed at a time, each on its own thread.</summary>
    public required int Slots { get; init; }

    /// <summary>Nice level of the slots' threads (Linux): heartbeats and the user go before computation.</summary>
    public int Nice { get; init; } = LowPriority.Lowest;

    /// <summary>What a slot does with an item.</summary>
    public IItemComputation Computation { get; init; } = new PairGroupComputation();

    /// <summary>Where the state of long items is kept against a restart; null to keep none.</summary>
    public CheckpointSettings? Checkpoints { get; init; }

    /// <summary>Where the slots' threads log.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
