using Google.Protobuf.Reflection;

namespace Chaos.Actors.Messages.Serialization;

/// <summary>
/// How many messages a message has in it, found without building any. One without content takes two bytes to send and
/// hundreds to hold, so that a frame of them would take a node's whole memory.
/// </summary>
internal static class PartCount
{
    /// <summary>More than any message of ours has.</summary>
    public const int Most = 1 << 18;

    /// <summary>Counts, up to one more than <see cref="Most"/>; of bytes that are no message, as far as they make sense.</summary>
    public static int Of(ReadOnlySpan<byte> message, MessageDescriptor type) => Of(message, type, 0);

    private static int Of(ReadOnlySpan<byte> message, MessageDescriptor type, int count)
    {
        while (count <= Most && TryTakeNumber(ref message, out var tag))
        {
            switch (tag & 7)
            {
                case 0 when TryTakeNumber(ref message, out _):
                case 1 when TrySkip(ref message, sizeof(ulong)):
                case 5 when TrySkip(ref message, sizeof(uint)):
                case 3 or 4: // the marks around a group; what lies between is looked at as if it were no group
                    break;
                case 2 when TryTakeNumber(ref message, out var length) && length <= (ulong)message.Length:
                    var inside = message[..(int)length];
                    message = message[(int)length..];
                    if (type.FindFieldByNumber((int)Math.Min(tag >> 3, int.MaxValue)) is { FieldType: FieldType.Message } field)
                        count = Of(inside, field.MessageType, count + 1);
                    break;
                default:
                    return count;
            }
        }
        return count;
    }

    private static bool TryTakeNumber(ref ReadOnlySpan<byte> bytes, out ulong number)
    {
        number = 0;
        for (var i = 0; i < bytes.Length && i < 10; i++)
        {
            number |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] >= 0x80) continue;
            bytes = bytes[(i + 1)..];
            return true;
        }
        return false;
    }

    private static bool TrySkip(ref ReadOnlySpan<byte> bytes, int length)
    {
        if (bytes.Length < length) return false;
        bytes = bytes[length..];
        return true;
    }
}
