using System.Text.Json.Serialization;

namespace Chaos.Actors.Api.Documents;

/// <summary>The figures of a campaign.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Figures">Those that have something to show, in the order of a report.</param>
/// <param name="LeftOut">A sentence for each that has not.</param>
public sealed record FiguresDocument(string Campaign, IReadOnlyList<FiguresDocument.Figure> Figures, IReadOnlyList<string> LeftOut)
{
    /// <summary><c>chaos/figures/1</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "chaos/figures/1";

    /// <summary>A figure.</summary>
    /// <param name="Stem">Its name without extension.</param>
    /// <param name="Files">Its file in every format.</param>
    public sealed record Figure(string Stem, IReadOnlyList<string> Files);
}
