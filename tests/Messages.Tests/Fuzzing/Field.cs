using Google.Protobuf;

namespace Chaos.Actors.Messages.Tests.Fuzzing;

/// <summary>A field of a Protobuf message as it lies on the wire; whether the bytes of one are a message, text or numbers is unknown.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Type">Its wire type.</param>
/// <param name="Number64">Its value, unless that is bytes.</param>
/// <param name="Bytes">Its value, if that is bytes.</param>
internal sealed record Field(int Number, WireFormat.WireType Type, ulong Number64, byte[] Bytes)
{
    public static Field Of(int number, byte[] bytes) => new(number, WireFormat.WireType.LengthDelimited, 0, bytes);

    /// <summary>The fields of a message; null if these bytes are none.</summary>
    public static List<Field>? Read(byte[] message)
    {
        var fields = new List<Field>();
        var input = new CodedInputStream(message);
        try
        {
            for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
            {
                var (number, type) = (WireFormat.GetTagFieldNumber(tag), WireFormat.GetTagWireType(tag));
                Field? field = type switch
                {
                    WireFormat.WireType.Varint => new Field(number, type, input.ReadUInt64(), []),
                    WireFormat.WireType.Fixed64 => new Field(number, type, input.ReadFixed64(), []),
                    WireFormat.WireType.Fixed32 => new Field(number, type, input.ReadFixed32(), []),
                    WireFormat.WireType.LengthDelimited => Of(number, input.ReadBytes().ToByteArray()),
                    _ => null,
                };
                if (field is null) return null;
                fields.Add(field);
            }
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
        return fields;
    }

    /// <summary>The message with these fields.</summary>
    public static byte[] Write(IEnumerable<Field> fields)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            foreach (var field in fields)
            {
                output.WriteTag(WireFormat.MakeTag(field.Number, field.Type));
                switch (field.Type)
                {
                    case WireFormat.WireType.Varint:
                        output.WriteUInt64(field.Number64);
                        break;
                    case WireFormat.WireType.Fixed64:
                        output.WriteFixed64(field.Number64);
                        break;
                    case WireFormat.WireType.Fixed32:
                        output.WriteFixed32((uint)field.Number64);
                        break;
                    case WireFormat.WireType.LengthDelimited:
                        output.WriteBytes(ByteString.CopyFrom(field.Bytes));
                        break;
                }
            }
        }
        return bytes.ToArray();
    }
}
