using System.Text.Json.Serialization;

namespace Chaos.Actors.Api.Documents;

/// <summary>A series of an item; what is not finite is null. Without loss of a bit: raw float64 or Arrow.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Item">The item.</param>
/// <param name="Name">The series' name.</param>
/// <param name="Rows">Its rows.</param>
public sealed record SeriesDocument(string Campaign, long Item, string Name, IReadOnlyList<IReadOnlyList<double>> Rows)
{
    /// <summary><c>chaos/series/1</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "chaos/series/1";
}
