using System.Text.Json.Serialization;

namespace Chaos.Actors.Cli.Finish;

/// <summary>What is told of a campaign that has ended.</summary>
/// <param name="Campaign">Its name.</param>
/// <param name="State">How it ended: <c>finished</c>, <c>finished with failures</c>, <c>failed</c>, <c>interrupted</c>, <c>cancelled</c>.</param>
/// <param name="Items">Its items.</param>
/// <param name="Done">Those that are done.</param>
/// <param name="Failed">Those that failed.</param>
/// <param name="Folder">Where its results are; null of a cluster's.</param>
/// <param name="Verdict">What it says, a sentence for each curve; empty where nothing is settled.</param>
internal sealed record FinishNotice(
    string Campaign, string State, long Items, long Done, long Failed, string? Folder, IReadOnlyList<string> Verdict)
{
    /// <summary><c>chaos/finish/1</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "chaos/finish/1";
}
