using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Chaos.Actors.Api;

/// <summary>
/// Results for programs, over HTTP and by <c>--json</c> alike: one object with a <c>schema</c> such as <c>chaos/status/1</c>, whose number
/// grows when a field changes its meaning or goes away. Numbers that are not finite are null.
/// </summary>
public static class ApiJson
{
    /// <summary>As HTTP carries it.</summary>
    public static JsonSerializerOptions Options { get; } = Make(indented: false);

    /// <summary>For files and terminals.</summary>
    public static JsonSerializerOptions Indented { get; } = Make(indented: true);

    /// <summary>The same for whoever configures options of their own.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new FiniteOrNull());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        // What is known by name is generated; reports that are put together of many small parts are looked at when they are written.
        options.TypeInfoResolver = JsonTypeInfoResolver.Combine(ApiJsonContext.Default, new DefaultJsonTypeInfoResolver());
    }

    private static JsonSerializerOptions Make(bool indented)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = indented };
        Configure(options);
        options.MakeReadOnly();
        return options;
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
