using System.Text.Json.Serialization;

namespace Chaos.Actors.Api.Documents;

/// <summary>A page of a campaign's items, by index.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Items">The items.</param>
/// <param name="Next">What to ask for as <c>after</c> next; null when this was the last page.</param>
public sealed record ItemsDocument(string Campaign, IReadOnlyList<ItemDocument> Items, long? Next)
{
    /// <summary><c>chaos/items/1</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "chaos/items/1";
}
