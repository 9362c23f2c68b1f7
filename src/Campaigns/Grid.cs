using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Campaigns;

/// <summary>One point of the grid without the seed.</summary>
/// <param name="Index">0 … cells − 1.</param>
/// <param name="Curve">Its place on the axes other than η.</param>
/// <param name="LearningRate">η.</param>
public sealed record Cell(int Index, Curve Curve, double LearningRate)
{
    /// <summary>The task.</summary>
    public TaskSpec Task => Curve.Task;

    /// <summary>The network.</summary>
    public Architecture Architecture => Curve.Architecture;

    /// <summary>L2 coefficient.</summary>
    public double L2 => Curve.L2;

    /// <summary>β.</summary>
    public double Momentum => Curve.Momentum;

    /// <summary>ε.</summary>
    public double Epsilon => Curve.Epsilon;
}

/// <summary>
/// The grid as an indexable product: an item's index says everything about it, so a million items cost no memory.
/// Seeds vary slowest (every cell gets its first seed before any gets its second, so that the figure fills evenly),
/// then tasks, architectures, L2, momenta and ε, and learning rates fastest: index = seed · cells + cell. Nothing else knows this order,
/// but <see cref="SeedCounts"/> where cells have different numbers of seeds.
/// </summary>
public readonly struct Grid(CampaignSpec campaign)
{
    /// <summary>Number of curves: cells that differ in η alone belong to one.</summary>
    public int Curves =>
        campaign.Tasks.Count * campaign.Architectures.Count * campaign.L2.Count * campaign.Momenta.Count * campaign.Epsilons.Count;

    /// <summary>Number of cells.</summary>
    public int Cells => Curves * campaign.LearningRates.Count;

    /// <summary>Number of work items.</summary>
    public long Items => campaign.CellSeeds?.Items ?? (long)Cells * campaign.Seeds;

    /// <summary>How many seeds a cell has.</summary>
    public int SeedsOf(int cell) => campaign.CellSeeds?[cell] ?? campaign.Seeds;

    /// <summary>Number of networks: each architecture on each task.</summary>
    public int Networks => campaign.Tasks.Count * campaign.Architectures.Count;

    /// <summary>The number of a cell's network: those of the first task first.</summary>
    public int NetworkOf(int cell) => cell / (Cells / Networks);

    /// <summary>The curve with that number.</summary>
    public Curve Curve(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, Curves);
        var (rest, epsilon) = Math.DivRem(number, campaign.Epsilons.Count);
        (rest, var momentum) = Math.DivRem(rest, campaign.Momenta.Count);
        (rest, var l2) = Math.DivRem(rest, campaign.L2.Count);
        var (task, architecture) = Math.DivRem(rest, campaign.Architectures.Count);
        return new Curve(
            number, task, campaign.Tasks[task], campaign.Architectures[architecture], campaign.L2[l2], campaign.Momenta[momentum],
            campaign.Epsilons[epsilon]);
    }

    /// <summary>Indices of the cells of a curve, η ascending.</summary>
    public IEnumerable<int> CellsOf(Curve curve) =>
        Enumerable.Range(CellAt(curve.Number, 0), campaign.LearningRates.Count);

    /// <summary>The cell with that index.</summary>
    public Cell Cell(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Cells);
        var (curve, rate) = PlaceOf(index);
        return new Cell(index, Curve(curve), campaign.LearningRates[rate]);
    }

    /// <summary>The number of a cell's curve, and the cell's place on the axis of learning rates.</summary>
    public (int Curve, int Rate) PlaceOf(int cell) => Math.DivRem(cell, campaign.LearningRates.Count);

    /// <summary>The cell of a curve at a place on the axis of learning rates.</summary>
    public int CellAt(int curve, int rate) => curve * campaign.LearningRates.Count + rate;

    /// <summary>
    /// The curves that differ in ε alone, by ascending ε, for each place on the other axes: what one file of distances holds of an η.
    /// </summary>
    public IEnumerable<IReadOnlyList<Curve>> CurvesByEpsilon() =>
        Enumerable.Range(0, Curves).Select(Curve).Chunk(campaign.Epsilons.Count);

    /// <summary>The cell of an item, and its place on the seed axis: 0 … seeds − 1.</summary>
    public (int Cell, int Seed) Locate(long item)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(item);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(item, Items);
        return campaign.CellSeeds?.Locate(item) ?? ((int)(item % Cells), (int)(item / Cells));
    }

    /// <summary>The item at that cell and place on the seed axis.</summary>
    public long ItemAt(int cell, int seed) => campaign.CellSeeds?.ItemAt(cell, seed) ?? (long)seed * Cells + cell;

    /// <summary>The value of the seed axis at an item.</summary>
    public int SeedOf(long item) => SeedAt(Locate(item).Seed);

    /// <summary>The value at a place on the seed axis.</summary>
    public int SeedAt(int place) => campaign.FirstSeed + place;

    /// <summary>The place of an item's task on the task axis.</summary>
    public int TaskOf(long item) => Locate(item).Cell / (Cells / campaign.Tasks.Count);

    /// <summary>How the replicas of the cells of an ε are perturbed.</summary>
    public Perturbation Perturbation(double epsilon) =>
        new(campaign.Replicas, epsilon) { At = campaign.PerturbedAt, On = campaign.PerturbedOn, Rescale = campaign.Rescales };

    /// <summary>Epochs of single networks that the whole campaign takes.</summary>
    public decimal ReplicaEpochs => (decimal)Items * ReplicaEpochsOfItem;

    /// <summary>Epochs of single networks that one item takes.</summary>
    public long ReplicaEpochsOfItem => Perturbation(campaign.Epsilons[0]).CopyEpochs(0, campaign.Epochs);

    /// <summary>What the trainer of an item has to know.</summary>
    public PairGroupSpec Item(long item)
    {
        var (index, _) = Locate(item);
        var cell = Cell(index);
        return new PairGroupSpec(
            cell.Architecture, cell.LearningRate, cell.L2, Perturbation(cell.Epsilon), campaign.Epochs,
            (ulong)SeedOf(item))
        {
            Loss = campaign.Loss,
            Momentum = cell.Momentum,
            Observe = campaign.Observe,
            Tangents = campaign.Tangents,
            HessianEvery = campaign.HessianEvery,
            AttributionEvery = campaign.AttributionEvery,
        };
    }
}
