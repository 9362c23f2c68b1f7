using Google.Protobuf;

namespace Chaos.Actors.Messages.Tests.Fuzzing;

/// <summary>
/// Spoils a message: as bytes, as a broken line or a stranger would, or as fields, as a node would that is mistaken or means ill.
/// What comes of the fields is a message again, so that what it says is put to the test and not only how.
/// </summary>
internal sealed class Mutation(Random random, IReadOnlyList<byte[]> pool)
{
    private static readonly ulong[] Extremes =
    [
        0, 1, 2, 127, 128, 255, 1 << 16, 1 << 20, 1 << 30, int.MaxValue, 1UL << 31, uint.MaxValue, 1UL << 40, long.MaxValue,
        1UL << 63, ulong.MaxValue,
        .. new[] { -1.0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.Epsilon, 1e18 }
            .Select(BitConverter.DoubleToUInt64Bits),
    ];

    /// <summary>A spoilt copy, spoilt once or a few times.</summary>
    public byte[] Of(byte[] message)
    {
        var result = message;
        for (var times = 1 + (random.Next(3) == 0 ? random.Next(8) : 0); times > 0; times--)
            result = random.Next(2) == 0 ? Bytes(result) : Fields(result, depth: 0);
        return result;
    }

    private byte[] Bytes(byte[] message)
    {
        var at = random.Next(message.Length + 1);
        var end = random.Next(at, message.Length + 1);
        byte[] copy = [.. message];
        switch (random.Next(6))
        {
            case 0: // one bit
                if (at < copy.Length) copy[at] ^= (byte)(1 << random.Next(8));
                return copy;
            case 1:
                return copy[..at];
            case 2: // a piece is missing
                return [.. copy[..at], .. copy[end..]];
            case 3: // a piece is noise
                var noise = new byte[random.Next(64)];
                random.NextBytes(noise);
                return [.. copy[..at], .. noise, .. copy[random.Next(2) == 0 ? at.. : end..]];
            case 4: // a length or a number out of all proportion
                return [.. copy[..at], 0xFF, 0xFF, 0xFF, 0xFF, (byte)random.Next(16), .. copy[at..]];
            default:
                var other = pool[random.Next(pool.Count)];
                return [.. copy[..at], .. other[random.Next(other.Length + 1)..]];
        }
    }

    private byte[] Fields(byte[] message, int depth)
    {
        if (Field.Read(message) is not { Count: > 0 } fields) return Bytes(message);
        var at = random.Next(fields.Count);
        var field = fields[at];
        switch (random.Next(8))
        {
            case 0:
                fields.RemoveAt(at);
                break;
            case 1: // said twice, or thousands of times
                fields.InsertRange(at, Enumerable.Repeat(field, random.Next(50) == 0 ? 1 << random.Next(14) : 1));
                break;
            case 2:
                fields[at] = field with { Number = 1 + random.Next(20) };
                break;
            case 3: // deeper than anything we say: groups within groups, or messages within messages
                fields[at] = Field.Of(field.Number, Deep(field.Bytes));
                break;
            case 4 when field.Type == WireFormat.WireType.LengthDelimited:
                fields[at] = field with { Bytes = [.. Enumerable.Repeat(field.Bytes, random.Next(4) * random.Next(40)).SelectMany(bytes => bytes)] };
                break;
            default:
                fields[at] = field.Type == WireFormat.WireType.LengthDelimited
                    ? field with { Bytes = Inside(field.Bytes, depth) }
                    : field with { Number64 = Extremes[random.Next(Extremes.Length)] };
                break;
        }
        return Field.Write(fields);
    }

    private byte[] Inside(byte[] bytes, int depth)
    {
        if (depth < 4 && random.Next(4) > 0 && Field.Read(bytes) is not null) return Fields(bytes, depth + 1);
        if (bytes.Length < sizeof(ulong) || bytes.Length % sizeof(ulong) != 0) return Bytes(bytes);
        byte[] numbers = [.. bytes];
        var extreme = BitConverter.GetBytes(Extremes[random.Next(Extremes.Length)]);
        extreme.CopyTo(numbers, random.Next(bytes.Length / sizeof(ulong)) * sizeof(ulong));
        return numbers;
    }

    private byte[] Deep(byte[] bytes)
    {
        var levels = random.Next(300);
        if (random.Next(2) == 0) return [.. Enumerable.Repeat((byte)0x0B, levels), .. bytes]; // starts of groups, never closed
        for (; levels > 0; levels--) bytes = Field.Write([Field.Of(1 + random.Next(16), bytes)]);
        return bytes;
    }
}
