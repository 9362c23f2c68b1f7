using System.Text;
using Google.Protobuf;

namespace Chaos.Actors.Cluster.Tests.Telemetry;

/// <summary>The length-delimited fields of a Protobuf message whose schema is not at hand, by number.</summary>
internal sealed class ProtobufFields
{
    private readonly List<(int Number, byte[] Value)> _fields = [];

    public static ProtobufFields Read(byte[] message)
    {
        var fields = new ProtobufFields();
        var input = new CodedInputStream(message);
        while (input.ReadTag() is var tag && tag != 0)
        {
            if (WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
                fields._fields.Add((WireFormat.GetTagFieldNumber(tag), input.ReadBytes().ToByteArray()));
            else
                input.SkipLastField();
        }
        return fields;
    }

    public IEnumerable<ProtobufFields> Messages(int number) => All(number).Select(Read);

    public string Text(int number) => Encoding.UTF8.GetString(All(number).FirstOrDefault() ?? []);

    public string Hex(int number) => Convert.ToHexStringLower(All(number).FirstOrDefault() ?? []);

    /// <summary>The texts of a repeated KeyValue { key = 1, value = 2 { string_value = 1 } }.</summary>
    public Dictionary<string, string> Attributes(int number) => Messages(number).ToDictionary(
        pair => pair.Text(1), pair => pair.Messages(2).Select(value => value.Text(1)).FirstOrDefault() ?? "");

    private IEnumerable<byte[]> All(int number) => _fields.Where(field => field.Number == number).Select(field => field.Value);
}
