using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>
/// The identity of a task's content: SHA-256 over a canonical form that depends on the numbers alone, not on the file they
/// came from nor on the class that holds them. All integers are little-endian int32, all reals little-endian float64, and
/// −0 counts as 0:
/// <code>
/// "chaos-task-1\n" (ASCII), features, classes, then for the training and then the test samples:
///   samples
///   d                        the number of distinct values among the inputs, or 0 if they are more than 256
///   d > 0: float64[d]        those values, ascending;
///          byte[s·features]  for each input, row by row, the index of its value
///   d = 0: float64[s·features] the inputs, row by row
///   byte[s]                  the labels
/// </code>
/// The indexed form makes MNIST 47 MB to hash instead of 376 MB.
/// <para>
/// That form knows no images, and no real targets. What it cannot say is said by the second, which begins with
/// <c>"chaos-task-2\n", height, width, channels, 1 for an image or 0, 1 for real targets or 0</c> and goes on as the first, outputs
/// in place of classes, and in place of labels the targets as float64[s·outputs], row by row. It is for real targets and for images that
/// are no square of one channel: flat samples and such squares, MNIST and digits among them, keep the hashes that they had before samples
/// had shapes. A flat and a square task of the same numbers have therefore one hash.
/// </para>
/// </summary>
public static class ContentHash
{
    private const int MaxDistinct = 256;

    /// <summary>The hash, 64 lower-case hexadecimal digits. Inputs and targets must be finite.</summary>
    /// <param name="features">Values of a sample.</param>
    /// <param name="outputs">Classes, or real targets of a sample.</param>
    /// <param name="train">Training samples.</param>
    /// <param name="test">Test samples.</param>
    /// <param name="shape">The form of a sample; null for flat ones.</param>
    public static string Of(int features, int outputs, LabelledSamples train, LabelledSamples test, SampleShape? shape = null)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        shape ??= SampleShape.Flat(features);
        var real = train.Targets is not null;
        if (!real && (shape.IsFlat || shape is { Channels: 1 } && shape.Height == shape.Width))
        {
            sha.AppendData(Encoding.ASCII.GetBytes("chaos-task-1\n"));
        }
        else
        {
            sha.AppendData(Encoding.ASCII.GetBytes("chaos-task-2\n"));
            foreach (var number in (ReadOnlySpan<int>)[shape.Height, shape.Width, shape.Channels, shape.IsFlat ? 0 : 1, real ? 1 : 0])
                Append(sha, number);
        }

        Append(sha, features);
        Append(sha, outputs);
        foreach (var samples in (ReadOnlySpan<LabelledSamples>)[train, test])
        {
            Append(sha, samples.Count);
            switch (samples.Inputs)
            {
                case CodedInputs coded: AppendCoded(sha, coded); break;
                case DenseInputs dense: AppendDense(sha, dense.Values); break;
                default: throw new NotSupportedException($"Cannot hash {samples.Inputs.GetType().Name}.");
            }

            if (samples.Targets is { } targets) AppendPlain(sha, targets);
            else sha.AppendData(samples.Labels);
        }

        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }

    private static void AppendCoded(IncrementalHash sha, CodedInputs inputs)
    {
        var used = new bool[MaxDistinct];
        var left = MaxDistinct;
        foreach (var code in inputs.Codes)
        {
            if (used[code]) continue;
            used[code] = true;
            if (--left == 0) break;
        }

        var codes = Enumerable.Range(0, MaxDistinct).Where(code => used[code]).ToArray();
        var values = AppendTable(sha, codes.Select(code => inputs.Table[code] + 0.0));
        var index = new byte[MaxDistinct];
        foreach (var code in codes) index[code] = (byte)Array.BinarySearch(values, inputs.Table[code] + 0.0);
        if (codes.All(code => index[code] == code))
        {
            sha.AppendData(inputs.Codes);
            return;
        }

        var buffer = new byte[1 << 16];
        for (var start = 0; start < inputs.Codes.Length; start += buffer.Length)
        {
            var chunk = inputs.Codes.AsSpan(start, Math.Min(buffer.Length, inputs.Codes.Length - start));
            for (var i = 0; i < chunk.Length; i++) buffer[i] = index[chunk[i]];
            sha.AppendData(buffer, 0, chunk.Length);
        }
    }

    private static void AppendDense(IncrementalHash sha, double[] inputs)
    {
        var distinct = new HashSet<double>();
        foreach (var value in inputs)
        {
            if (distinct.Add(value + 0.0) && distinct.Count > MaxDistinct) break;
        }

        if (distinct.Count <= MaxDistinct)
        {
            var values = AppendTable(sha, distinct);
            sha.AppendData(Array.ConvertAll(inputs, value => (byte)Array.BinarySearch(values, value + 0.0)));
            return;
        }

        Append(sha, 0);
        AppendPlain(sha, inputs);
    }

    private static void AppendPlain(IncrementalHash sha, double[] values)
    {
        var buffer = new double[1 << 13];
        for (var start = 0; start < values.Length; start += buffer.Length)
        {
            var chunk = values.AsSpan(start, Math.Min(buffer.Length, values.Length - start));
            for (var i = 0; i < chunk.Length; i++) buffer[i] = chunk[i] + 0.0; // −0 + 0 = 0
            Append(sha, buffer.AsSpan(0, chunk.Length));
        }
    }

    private static double[] AppendTable(IncrementalHash sha, IEnumerable<double> values)
    {
        double[] table = [.. values.Distinct().Order()];
        Append(sha, table.Length);
        Append(sha, table);
        return table;
    }

    private static void Append(IncrementalHash sha, int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        sha.AppendData(bytes);
    }

    // Little-endian is the only byte order of the platforms the numerics contract names (x64, Arm64).
    private static void Append(IncrementalHash sha, ReadOnlySpan<double> values) =>
        sha.AppendData(MemoryMarshal.AsBytes(values));
}
