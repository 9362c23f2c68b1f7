using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.TrainerNode.Speed;

/// <summary>
/// Epochs of an item by what they cost: those at which the ends of the Hessian's spectrum are looked for, or growth is attributed, cost many
/// times what the others do, and the first one is always among them.
/// </summary>
internal sealed class EpochKinds
{
    private readonly Observable[] _tables;
    private readonly PairGroupSpec _spec;

    /// <summary>The kinds of an item's epochs.</summary>
    public EpochKinds(PairGroupSpec spec)
    {
        (_spec, _tables) = (spec, [.. spec.Observables().Where(observable => observable.IsTable)]);
        Shares = new double[1 << _tables.Length];
        for (var t = 0; t < spec.Epochs; t++) Shares[Of(t)] += 1.0 / spec.Epochs;
    }

    /// <summary>The share of an item's epochs that is of each kind.</summary>
    public double[] Shares { get; }

    /// <summary>The kind of an epoch.</summary>
    public int Of(int t)
    {
        var kind = 0;
        for (var o = 0; o < _tables.Length; o++)
            if (_tables[o].ColumnsBefore(t + 1, _spec) > _tables[o].ColumnsBefore(t, _spec)) kind |= 1 << o;
        return kind;
    }

    /// <summary>
    /// Seconds of an epoch of the whole item, from the seconds that epochs of each kind took. Of a kind that has not come, the dearest one
    /// that has stands for it.
    /// </summary>
    /// <param name="seconds">Spent on each kind.</param>
    /// <param name="epochs">Epochs of each kind.</param>
    public double Mean(IReadOnlyList<double> seconds, IReadOnlyList<long> epochs)
    {
        var dearest = Enumerable.Range(0, Shares.Length).Where(kind => epochs[kind] > 0).Max(Of);
        return Enumerable.Range(0, Shares.Length).Sum(kind => Shares[kind] * (epochs[kind] > 0 ? Of(kind) : dearest));

        double Of(int kind) => seconds[kind] / epochs[kind];
    }
}
