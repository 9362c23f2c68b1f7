using System.Buffers.Binary;
using Google.Protobuf;

namespace Chaos.Actors.Cluster.Tests.Strangers;

/// <summary>Frames of Akka's own protocol, written by hand: a length, little-endian, and a Protobuf message (its WireFormats.proto).</summary>
internal static class AkkaFrames
{
    private const int Associate = 1;

    /// <summary>Four bytes that announce so many.</summary>
    public static byte[] Length(int length)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, length);
        return bytes;
    }

    /// <summary>A whole frame.</summary>
    public static byte[] Frame(byte[] content) => [.. Length(content.Length), .. content];

    /// <summary>The handshake of a node that has come.</summary>
    public static byte[] Handshake(string protocol, int port, ulong uid) => Frame(Message(protocolMessage =>
    {
        Part(protocolMessage, 2, Message(control =>
        {
            control.WriteTag(1, WireFormat.WireType.Varint);
            control.WriteInt32(Associate);
            Part(control, 2, Message(handshake =>
            {
                Part(handshake, 1, Message(origin =>
                {
                    Part(origin, 1, "stranger"u8.ToArray());
                    Part(origin, 2, "127.0.0.1"u8.ToArray());
                    origin.WriteTag(3, WireFormat.WireType.Varint);
                    origin.WriteInt32(port);
                    Part(origin, 4, System.Text.Encoding.ASCII.GetBytes(protocol));
                }));
                handshake.WriteTag(2, WireFormat.WireType.Fixed64);
                handshake.WriteFixed64(uid);
            }));
        }));
    }));

    /// <summary>What follows a handshake: any bytes as the content of a message.</summary>
    public static byte[] Payload(byte[] content) => Frame(Message(message => Part(message, 1, content)));

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true)) write(output);
        return bytes.ToArray();
    }

    private static void Part(CodedOutputStream output, int number, byte[] content)
    {
        output.WriteTag(number, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(content));
    }
}
