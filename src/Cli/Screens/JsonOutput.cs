using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chaos.Actors.Cli.Screens;

/// <summary>
/// Results for programs: one object with a <c>schema</c> such as <c>chaos/status/1</c>, whose number grows when a field
/// changes its meaning or goes away. Numbers that are not finite are null.
/// </summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new FiniteOrNull(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Writes an object to stdout.</summary>
    public static void Write(object value) => Screen.Result(JsonSerializer.Serialize(value, Options));

    /// <summary>Writes an object to a file, as it goes: it may be larger than memory should hold.</summary>
    public static void Write(Stream file, object value)
    {
        JsonSerializer.Serialize(file, value, Options);
        file.WriteByte((byte)'\n');
    }

    private sealed class FiniteOrNull : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value)) writer.WriteNumberValue(value);
            else writer.WriteNullValue();
        }
    }
}
