using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Numerics;

/// <summary>
/// From the seed axis to the Philox key of a work item. Only the seed and the sized architecture enter, not η, L2,
/// epochs or ε: cells that differ in those start from the same w(0), so that they are paired.
/// </summary>
public static class ItemSeed
{
    /// <summary>
    /// The first 8 bytes, little-endian, of the SHA-256 of the UTF-8 text <c>chaos-actors/1|SEED|ARCHITECTURE</c>,
    /// such as <c>chaos-actors/1|7|784-64-10-tanh-normal</c>; the seed in decimal.
    /// </summary>
    /// <param name="seed">The value of the seed axis.</param>
    /// <param name="architecture">Canonical name with all layer sizes: <see cref="Architecture.SizedName"/>.</param>
    public static ulong Key(ulong seed, string architecture)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"chaos-actors/1|{seed}|{architecture}");
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    /// <summary>The key of an architecture on samples of a shape.</summary>
    public static ulong Key(ulong seed, Architecture architecture, SampleShape samples, int classes) =>
        Key(seed, architecture.SizedName(samples, classes));
}
