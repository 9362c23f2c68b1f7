using System.Text.Json;
using System.Text.RegularExpressions;

namespace Chaos.Actors.Cluster.Tests.Telemetry;

/// <summary>The files of k8s/observability.</summary>
internal static partial class ObservabilityFiles
{
    public static string Root { get; } = FindRoot();

    public static string Folder => Path.Combine(Root, "k8s", "observability");

    public static string Rules => Path.Combine(Folder, "alerts.yaml");

    /// <summary>The queries of every panel, by the panel's title.</summary>
    public static IReadOnlyList<(string Panel, string Query)> DashboardQueries()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "dashboard.json")));
        return
        [
            .. dashboard.RootElement.GetProperty("panels").EnumerateArray()
                .Where(panel => panel.GetProperty("type").GetString() != "row")
                .SelectMany(panel => panel.GetProperty("targets").EnumerateArray().Select(target => (
                    panel.GetProperty("title").GetString()!, target.GetProperty("expr").GetString()!))),
        ];
    }

    /// <summary>What in a text looks like a name of a metric or a label of this program.</summary>
    public static IEnumerable<string> Names(string text) => Name().Matches(text).Select(match => match.Value).Distinct();

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Chaos.Actors.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    [GeneratedRegex(@"\b(?:chaos|dotnet)_[a-z_]+\b")]
    private static partial Regex Name();
}
