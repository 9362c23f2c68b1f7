namespace Chaos.Actors.Dynamics.Numerics;

/// <summary>
/// A random sequence with random access: element k is a pure function of (key, purpose, replica, tensor, k), so the
/// order, the threads and the machines that draw cannot change a value.
/// </summary>
/// <remarks>
/// Philox counter words: ⌊k/2⌋, tensor, replica, purpose; key words: low and high half of the key. Of a block
/// (x0, x1, x2, x3) element 2i takes x0 + 2³²·x1 and element 2i + 1 takes x2 + 2³²·x3.
/// </remarks>
/// <param name="key">The key of the work item, <see cref="ItemSeed.Key"/>.</param>
/// <param name="purpose">What is drawn.</param>
/// <param name="replica">0 for the reference, 1 … M for the perturbed replicas.</param>
/// <param name="tensor">Index of the parameter tensor: weight, bias, weight, bias …</param>
public readonly struct RandomStream(ulong key, RandomPurpose purpose, int replica, int tensor)
{
    /// <summary>The raw 64 random bits of element k.</summary>
    /// <param name="k">0 ≤ k &lt; 2³³.</param>
    public ulong Bits(long k)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        var counter = new PhiloxBlock(checked((uint)(k >> 1)), (uint)tensor, (uint)replica, (uint)purpose);
        var block = Philox.Block(counter, (uint)key, (uint)(key >> 32));
        return (k & 1) == 0 ? block.X0 | ((ulong)block.X1 << 32) : block.X2 | ((ulong)block.X3 << 32);
    }

    /// <summary>
    /// Uniform on (0, 1): (the top 52 bits + ½) · 2⁻⁵², which is exact, symmetric about ½ and never 0 or 1.
    /// </summary>
    public double Uniform(long k) => ((Bits(k) >> 12) + 0.5) * (1.0 / (1L << 52));

    /// <summary>Uniform on [lower, upper], lower + (upper − lower)·<see cref="Uniform(long)"/> with one fused rounding.</summary>
    public double Uniform(long k, double lower, double upper) =>
        Math.FusedMultiplyAdd(Uniform(k), upper - lower, lower);

    /// <summary>Standard normal N(0, 1), by inversion: <see cref="NormalQuantile.At"/> of <see cref="Uniform(long)"/>.</summary>
    public double Normal(long k) => NormalQuantile.At(Uniform(k));
}
