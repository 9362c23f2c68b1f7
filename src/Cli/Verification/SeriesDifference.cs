using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Cli.Verification;

/// <summary>The first epoch at which two series of an item have not the same bits, and which of the quantities it is.</summary>
/// <param name="Quantity">loss, accuracy, distance or an observed series, with the row where it has several.</param>
/// <param name="Copy">The copy, 0 for the reference; null for all but losses and distances.</param>
/// <param name="Epoch">The epoch.</param>
internal sealed record SeriesDifference(string Quantity, int? Copy, int Epoch)
{
    /// <summary>The first difference between two series of an item; null if there is none.</summary>
    public static SeriesDifference? Between(PairGroupSpec item, PairGroupSeries one, PairGroupSeries other)
    {
        var pairs = new List<(string Quantity, int? Copy, double[] One, double[] Other, Func<int, int> EpochOf)>();
        for (var copy = 0; copy < Math.Min(one.Loss.Length, other.Loss.Length); copy++)
            pairs.Add(("loss", copy, one.Loss[copy], other.Loss[copy], t => t));
        pairs.Add(("accuracy", null, one.Accuracy, other.Accuracy, t => t));
        for (var replica = 0; replica < Math.Min(one.Distance.Length, other.Distance.Length); replica++)
            pairs.Add(("distance", replica + 1, one.Distance[replica], other.Distance[replica], t => t));
        pairs.AddRange(item.Observables().SelectMany(observable => Rows(observable, item, one, other)));
        return pairs
            .Select(pair => (Pair: pair, Same: SameBits(pair.One, pair.Other)))
            .Where(found => found.Same < Math.Max(found.Pair.One.Length, found.Pair.Other.Length))
            .Select(found => new SeriesDifference(found.Pair.Quantity, found.Pair.Copy, found.Pair.EpochOf(found.Same)))
            .MinBy(difference => difference.Epoch);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Copy is { } copy ? $"{Quantity} of copy {copy} at epoch {Epoch}" : $"{Quantity} at epoch {Epoch}";

    private static IEnumerable<(string Quantity, int? Copy, double[] One, double[] Other, Func<int, int> EpochOf)> Rows(
        Observable observable, PairGroupSpec item, PairGroupSeries one, PairGroupSeries other)
    {
        var (first, second) = (Of(one), Of(other));
        for (var row = 0; row < Math.Min(first.Length, second.Length); row++)
            yield return (
                observable.IsScalar ? observable.Series : $"{observable.Series}[{row}]", null, first[row], second[row],
                column => observable.EpochOf(column, item));

        double[][] Of(PairGroupSeries series) => series.Rows(observable.Series) ?? [];
    }

    // How many values at the beginning are the same; NaN is one value, too.
    private static int SameBits(double[] one, double[] other)
    {
        var same = 0;
        while (same < one.Length && same < other.Length
            && BitConverter.DoubleToInt64Bits(one[same]) == BitConverter.DoubleToInt64Bits(other[same])) same++;
        return same;
    }
}
