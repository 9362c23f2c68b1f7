using System.Text.Json.Serialization;

namespace Chaos.Actors.Api.Documents;

/// <summary>The campaigns of a coordinator, in order of submission.</summary>
/// <param name="Excluded">The nodes that no campaign trusts.</param>
/// <param name="Campaigns">The campaigns.</param>
public sealed record ListDocument(IReadOnlyList<string> Excluded, IReadOnlyList<CampaignEntry> Campaigns)
{
    /// <summary><c>chaos/list/1</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "chaos/list/1";
}
