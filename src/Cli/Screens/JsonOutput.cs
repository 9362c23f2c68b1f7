using System.Text.Json;
using Chaos.Actors.Api;

namespace Chaos.Actors.Cli.Screens;

/// <summary>Results for programs, as <see cref="ApiJson"/> writes them.</summary>
internal static class JsonOutput
{
    /// <summary>Writes an object to stdout.</summary>
    public static void Write(object value) => Screen.Result(JsonSerializer.Serialize(value, value.GetType(), ApiJson.Indented));
}
