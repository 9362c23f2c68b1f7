using Chaos.Actors.TrainerNode.Speed;

namespace Chaos.Actors.Cli.Estimates;

/// <summary>How fast this machine computes the items of one architecture on one task.</summary>
/// <param name="Name">The network.</param>
/// <param name="One">One slot alone.</param>
/// <param name="All">All slots at once; the same as <paramref name="One"/> where there is only one.</param>
internal sealed record NetworkSpeed(string Name, SlotSpeed One, SlotSpeed All)
{
    /// <summary>What a slot among all of them does, of what it does alone.</summary>
    public double Scaling => One.EpochSeconds / All.EpochSeconds;

    /// <summary>
    /// Seconds an item takes while so many cores compute, each one item: measured for one and for all slots, between them on a
    /// straight line, and beyond as with all.
    /// </summary>
    public double ItemSeconds(double epochs, int cores)
    {
        var (one, all) = (One.ItemSeconds(epochs), All.ItemSeconds(epochs));
        return cores >= All.Slots ? all : one + (all - one) * (cores - 1) / (All.Slots - 1);
    }
}
