using System.Text.Json.Serialization;

namespace Chaos.Actors.Api.Documents;

/// <summary>What became of a campaign file.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Outcome"><c>submitted</c>, <c>continues</c> or <c>extended</c>.</param>
/// <param name="Items">Items of the grid.</param>
/// <param name="Here">To a campaign that was begun or extended: how many of them were there already; else null.</param>
/// <param name="Warnings">What can be computed and is probably not meant.</param>
public sealed record SubmittedDocument(string Campaign, string Outcome, long Items, long? Here, IReadOnlyList<string> Warnings)
{
    /// <summary><c>chaos/submitted/1</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "chaos/submitted/1";
}
