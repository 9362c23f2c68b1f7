namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>The input matrix of a set of samples: one row a sample, one column a feature.</summary>
public abstract class Inputs(int samples, int features)
{
    /// <summary>Number of rows.</summary>
    public int Samples { get; } = samples;

    /// <summary>Number of columns.</summary>
    public int Features { get; } = features;

    /// <summary>Copies one row into <paramref name="destination"/> (length: <see cref="Features"/>).</summary>
    public abstract void CopyRow(int sample, Span<double> destination);

    /// <summary>The number of entries that are not exactly zero.</summary>
    public abstract long CountNonZeros();
}

/// <summary>Inputs stored as doubles, row-major [samples, features].</summary>
public sealed class DenseInputs(int samples, int features, double[] values) : Inputs(samples, features)
{
    /// <summary>Row-major [samples, features].</summary>
    public double[] Values { get; } = values;

    /// <inheritdoc/>
    public override void CopyRow(int sample, Span<double> destination) =>
        Values.AsSpan(sample * Features, Features).CopyTo(destination);

    /// <inheritdoc/>
    public override long CountNonZeros() => Values.LongCount(v => v != 0);
}

/// <summary>
/// Inputs stored as one byte an entry with a table of at most 256 values (pixels: value[c] = c / 255). MNIST as
/// doubles would take 376 MB, as codes 47 MB.
/// </summary>
public sealed class CodedInputs(int samples, int features, byte[] codes, double[] table) : Inputs(samples, features)
{
    /// <summary>Row-major [samples, features].</summary>
    public byte[] Codes { get; } = codes;

    /// <summary>The value each code stands for; length 256, <c>Table[0] = 0</c>.</summary>
    public double[] Table { get; } = table;

    /// <inheritdoc/>
    public override void CopyRow(int sample, Span<double> destination)
    {
        var row = Codes.AsSpan(sample * Features, Features);
        for (var f = 0; f < row.Length; f++) destination[f] = Table[row[f]];
    }

    /// <inheritdoc/>
    public override long CountNonZeros() => Codes.LongLength - Codes.AsSpan().Count((byte)0);
}
