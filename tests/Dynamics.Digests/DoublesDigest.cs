using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Chaos.Actors.Dynamics.Digests;

/// <summary>SHA-256 of doubles.</summary>
public static class DoublesDigest
{
    /// <summary>Lower-case hex over the little-endian bytes. Every NaN counts as the same one: see ILanes.</summary>
    public static string Of(ReadOnlySpan<double> values)
    {
        var canonical = values.ToArray();
        foreach (ref var value in canonical.AsSpan())
        {
            if (double.IsNaN(value)) value = BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_0000);
        }

        return Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(canonical.AsSpan())));
    }
}
