using System.Text.Json.Serialization;

namespace Chaos.Actors.Api.Documents;

/// <summary>All data files that are kept on the cluster.</summary>
/// <param name="Files">By hash.</param>
public sealed record DataListDocument(IReadOnlyList<DataDocument> Files)
{
    /// <summary><c>chaos/data-list/1</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "chaos/data-list/1";
}
