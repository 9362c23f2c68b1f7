using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Messages.Nodes;

/// <summary>A trainer as its last pull showed it.</summary>
/// <param name="Node">The trainer.</param>
/// <param name="Slots">How many items it computes at a time; 0 while it drains.</param>
/// <param name="Free">Slots with nothing to do.</param>
/// <param name="Silence">Time since that pull.</param>
/// <param name="EpochsPerSecond">Epochs of whole pair groups per second over the last half minute.</param>
/// <param name="NumericsVersion">The numerics contract it computes under.</param>
/// <param name="Held">Everything it holds.</param>
public sealed record NodeReport(
    NodeId Node,
    int Slots,
    int Free,
    TimeSpan Silence,
    double EpochsPerSecond,
    int NumericsVersion,
    IReadOnlyList<HeldAttempt> Held);
