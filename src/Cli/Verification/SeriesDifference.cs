using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Cli.Verification;

/// <summary>The first epoch at which two series of an item have not the same bits, and which of the quantities it is.</summary>
/// <param name="Quantity">loss, accuracy or distance.</param>
/// <param name="Copy">The copy, 0 for the reference; null for the accuracy, which has but one.</param>
/// <param name="Epoch">The epoch.</param>
internal sealed record SeriesDifference(string Quantity, int? Copy, int Epoch)
{
    /// <summary>The first difference; null if there is none.</summary>
    public static SeriesDifference? Between(PairGroupSeries one, PairGroupSeries other)
    {
        var pairs = new List<(string Quantity, int? Copy, double[] One, double[] Other)>();
        for (var copy = 0; copy < Math.Min(one.Loss.Length, other.Loss.Length); copy++)
            pairs.Add(("loss", copy, one.Loss[copy], other.Loss[copy]));
        pairs.Add(("accuracy", null, one.Accuracy, other.Accuracy));
        for (var replica = 0; replica < Math.Min(one.Distance.Length, other.Distance.Length); replica++)
            pairs.Add(("distance", replica + 1, one.Distance[replica], other.Distance[replica]));
        return pairs
            .Select(pair => new SeriesDifference(pair.Quantity, pair.Copy, SameBits(pair.One, pair.Other)))
            .Where((difference, p) => difference.Epoch < Math.Max(pairs[p].One.Length, pairs[p].Other.Length))
            .MinBy(difference => difference.Epoch);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Copy is { } copy ? $"{Quantity} of copy {copy} at epoch {Epoch}" : $"{Quantity} at epoch {Epoch}";

    // How many values at the beginning are the same; NaN is one value, too.
    private static int SameBits(double[] one, double[] other)
    {
        var same = 0;
        while (same < one.Length && same < other.Length
            && BitConverter.DoubleToInt64Bits(one[same]) == BitConverter.DoubleToInt64Bits(other[same])) same++;
        return same;
    }
}
