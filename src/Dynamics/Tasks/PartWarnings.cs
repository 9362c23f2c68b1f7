using System.Globalization;

namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>What makes a training or test part useless although it can be computed with.</summary>
internal static class PartWarnings
{
    private const int Shown = 10;

    /// <summary>The warnings.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<string> classes, LabelledSamples train, LabelledSamples test)
    {
        var (trained, tested) = (Found(train), Found(test));
        if (trained.Count == 1)
            yield return $"training part: all {Count(train.Count)} samples are of class {classes[trained[0]]}: there is nothing to learn";
        if (tested.Count == 1)
            yield return $"test part: all {Count(test.Count)} samples are of class {classes[tested[0]]}: the accuracy tells nothing of the others";
        var untrained = tested.Except(trained).ToArray();
        if (untrained.Length > 0)
        {
            var samples = test.Labels.Count(untrained.Contains);
            yield return $"test part: {Count(samples)} of {Count(test.Count)} samples are of classes without a training sample ({Names(untrained)}): "
                + $"the accuracy will hardly pass {1 - (double)samples / test.Count:0.###}";
        }

        var absent = Enumerable.Range(0, classes.Count).Select(c => (byte)c).Except(trained).Except(tested).ToArray();
        if (absent.Length > 0)
            yield return $"neither part has a sample of {(absent.Length == 1 ? "class" : "classes")} {Names(absent)}: the network has outputs for them";

        string Names(byte[] some) =>
            string.Join(", ", some.Take(Shown).Select(c => classes[c])) + (some.Length > Shown ? $", … ({some.Length} classes)" : "");
    }

    private static List<byte> Found(LabelledSamples samples) => [.. samples.Labels.Distinct().Order()];

    private static string Count(int samples) => samples.ToString("#,0", CultureInfo.InvariantCulture);
}
