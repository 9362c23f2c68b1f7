using System.Text.Json;

namespace Chaos.Actors.Api.Tests;

/// <summary>Every operation of docs/openapi.json.</summary>
internal static class DescribedRoutes
{
    /// <summary>The file.</summary>
    public static string Path { get; } = System.IO.Path.Combine(Root(), "docs", "openapi.json");

    /// <summary>Method and address of each, with what an address of a thing that is there would name.</summary>
    public static IReadOnlyList<(HttpMethod Method, string Template)> All()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path));
        return [.. document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(
            path => path.Value.EnumerateObject().Select(operation => (HttpMethod.Parse(operation.Name), path.Name)))];
    }

    /// <summary>An address of something that is there.</summary>
    public static string Existing(string template) => template.Replace("{name}", "tiny", StringComparison.Ordinal)
        .Replace("{item}", "0", StringComparison.Ordinal).Replace("{series}", "loss", StringComparison.Ordinal)
        .Replace("figures/{file}", "figures/onset.png", StringComparison.Ordinal).Replace("exports/{file}", "exports/csv.zip", StringComparison.Ordinal)
        .Replace("{node}", "t1", StringComparison.Ordinal).Replace("{hash}", ApiCluster.KeptHash, StringComparison.Ordinal);

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(folder, "Chaos.Actors.sln"))) folder = System.IO.Path.GetDirectoryName(folder)!;
        return folder;
    }
}
