using System.Text.Json;
using Chaos.Actors.Api;

namespace Chaos.Actors.Cli.Screens;

/// <summary>Results for programs, as <see cref="ApiJson"/> writes them.</summary>
internal static class JsonOutput
{
    /// <summary>Writes an object to stdout.</summary>
    public static void Write(object value) => Screen.Result(JsonSerializer.Serialize(value, value.GetType(), ApiJson.Indented));

    /// <summary>Writes an object to a file, as it goes: it may be larger than memory should hold.</summary>
    public static void Write(Stream file, object value)
    {
        JsonSerializer.Serialize(file, value, value.GetType(), ApiJson.Indented);
        file.WriteByte((byte)'\n');
    }
}
