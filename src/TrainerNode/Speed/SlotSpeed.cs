namespace Chaos.Actors.TrainerNode.Speed;

/// <summary>
/// What items cost a slot while so many slots compute at once. All seconds are of processor time: the wall time of slots that
/// have a core each to themselves, whoever else was at work while it was measured.
/// </summary>
/// <param name="Slots">Slots that computed.</param>
/// <param name="Copies">Networks of a pair group, 1 + M.</param>
/// <param name="BeginSeconds">Seconds to begin an item: its initial parameters are drawn.</param>
/// <param name="EpochSeconds">Seconds of one epoch of one pair group, on average over an item.</param>
/// <param name="FinishSeconds">Seconds to summarise a finished item; 0 if none was finished in the time there was.</param>
/// <param name="ProcessorShare">
/// Processor time a slot got, 0 … 1 of the time: below 1 it waited for other processes, or for cores that are not there.
/// </param>
public sealed record SlotSpeed(
    int Slots, int Copies, double BeginSeconds, double EpochSeconds, double FinishSeconds, double ProcessorShare)
{
    /// <summary>Epochs of single networks per second, all slots together, where each has a core to itself.</summary>
    public double ReplicaEpochsPerSecond => Slots * Copies / EpochSeconds;

    /// <summary>Seconds a slot takes for an item.</summary>
    /// <param name="epochs">T; fewer where replicas are perturbed later: as many as train the same number of copies.</param>
    public double ItemSeconds(double epochs) => BeginSeconds + epochs * EpochSeconds + FinishSeconds;
}
