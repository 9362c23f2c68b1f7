using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Dynamics.Campaigns;

/// <summary>One point of the grid without the seed.</summary>
/// <param name="Index">0 … cells − 1.</param>
/// <param name="Architecture">The network.</param>
/// <param name="L2">L2 coefficient.</param>
/// <param name="LearningRate">η.</param>
public sealed record Cell(int Index, Architecture Architecture, double L2, double LearningRate);

/// <summary>
/// The grid as an indexable product: an item's index says everything about it, so a million items cost no memory.
/// Seeds vary slowest (every cell gets its first seed before any gets its second, so that the figure fills evenly),
/// then architectures, then L2, and learning rates fastest: index = seed · cells + cell.
/// </summary>
public readonly struct Grid(CampaignSpec campaign)
{
    /// <summary>Number of cells.</summary>
    public int Cells => campaign.Architectures.Count * campaign.L2.Count * campaign.LearningRates.Count;

    /// <summary>Number of work items.</summary>
    public long Items => (long)Cells * campaign.Seeds;

    /// <summary>The cell with that index.</summary>
    public Cell Cell(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Cells);
        var (rest, rate) = Math.DivRem(index, campaign.LearningRates.Count);
        var (architecture, l2) = Math.DivRem(rest, campaign.L2.Count);
        return new Cell(index, campaign.Architectures[architecture], campaign.L2[l2], campaign.LearningRates[rate]);
    }

    /// <summary>The cell and the seed of an item.</summary>
    public (int Cell, int Seed) Locate(long item)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(item);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(item, Items);
        return ((int)(item % Cells), (int)(item / Cells));
    }

    /// <summary>What the trainer of an item has to know.</summary>
    public PairGroupSpec Item(long item)
    {
        var (index, seed) = Locate(item);
        var cell = Cell(index);
        return new PairGroupSpec(
            cell.Architecture, cell.LearningRate, cell.L2, campaign.Perturbation, campaign.Epochs, (ulong)seed);
    }
}
