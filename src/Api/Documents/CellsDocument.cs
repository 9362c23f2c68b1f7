using System.Text.Json.Serialization;
using Chaos.Actors.Analysis.Exponents;

namespace Chaos.Actors.Api.Documents;

/// <summary>The cells of a campaign, as its finished items say.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Estimator">How Λ was read.</param>
/// <param name="Cells">By index; those with finished seeds.</param>
public sealed record CellsDocument(string Campaign, Estimator Estimator, IReadOnlyList<CellDocument> Cells)
{
    /// <summary><c>chaos/cells/1</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "chaos/cells/1";
}
