using System.Globalization;

namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>
/// Strings of bits, written as −1 and 1, whose class is the parity of the number of ones. All samples are different strings, of both
/// parts together.
/// </summary>
public sealed record Parity : SyntheticTask
{
    private const int MostBits = 60;

    /// <summary>Bits of a string.</summary>
    public required int Bits { get; init; }

    /// <inheritdoc/>
    public override string Word() => "parity";

    private protected override int Features() => Bits;

    private protected override IReadOnlyList<string> ClassNames() => ["even", "odd"];

    private protected override IEnumerable<(string Field, int Value, int Least, int Most)> Limits() => [("bits", Bits, 2, MostBits)];

    private protected override (string Field, string Message)? Misfit() => (long)Samples + Test <= 1L << Bits
        ? null
        : ("samples", string.Create(CultureInfo.InvariantCulture,
            $"found {Samples} training and {Test} test samples, expected at most {1L << Bits:#,0} together: there are no more strings of {Bits} bits"));

    // One sequence for both parts, so that no test string is trained: the training strings are its first different ones. What more of
    // them there are, the later the test strings begin.
    private protected override LabelledSamples Part(int part, int samples)
    {
        var (random, seen) = (Stream(2, 0), new HashSet<ulong>());
        var (values, labels) = (new double[samples * Bits], new byte[samples]);
        var first = part == 0 ? 0 : Samples;
        for (var drawn = 0L; seen.Count < first + samples; drawn++)
        {
            var bits = random.Bits(drawn) >> (64 - Bits);
            if (!seen.Add(bits) || seen.Count <= first) continue;
            var s = seen.Count - 1 - first;
            for (var b = 0; b < Bits; b++) values[s * Bits + b] = (bits >> b & 1) == 0 ? -1 : 1;
            labels[s] = (byte)(ulong.PopCount(bits) & 1);
        }

        return new LabelledSamples(new DenseInputs(samples, Bits, values), labels);
    }
}
