using System.Text.Json.Serialization;

namespace Chaos.Actors.Api.Documents;

/// <summary>A node that was excluded or included, or would be.</summary>
/// <param name="Node">The node.</param>
/// <param name="Excluded">Whether it is (or, of a dry run, would be) excluded.</param>
/// <param name="DryRun">Whether nothing was done.</param>
/// <param name="AtWork">Whether a trainer of that name was heard of lately.</param>
/// <param name="Discarded">Of each campaign, how many results are discarded and computed again; none of an inclusion.</param>
public sealed record ExclusionDocument(
    string Node, bool Excluded, bool DryRun, bool AtWork, IReadOnlyList<ExclusionDocument.Loss> Discarded)
{
    /// <summary><c>chaos/exclusion/1</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "chaos/exclusion/1";

    /// <summary>What a campaign loses.</summary>
    /// <param name="Campaign">The campaign.</param>
    /// <param name="Items">Results that the node computed.</param>
    /// <param name="Seconds">What they took to compute; NaN (null) where nobody noted it.</param>
    public sealed record Loss(string Campaign, long Items, double Seconds);
}
