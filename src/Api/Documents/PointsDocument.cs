using System.Text.Json.Serialization;

namespace Chaos.Actors.Api.Documents;

/// <summary>Many items in short, for whoever draws them: one list for each quantity, all of the same length.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="First">The index of the first item; the others follow one by one.</param>
/// <param name="States">A letter an item: <c>d</c>one, <c>r</c>unning, <c>f</c>ailed, <c>w</c>aiting.</param>
/// <param name="Cells">The cell of each.</param>
/// <param name="Seeds">The seed of each.</param>
/// <param name="Lambdas">Λ of each; NaN (null) where there is none.</param>
/// <param name="TrainingTimes">For each threshold, τ of each item; null where never reached, or not done.</param>
/// <param name="Divergent">Those among them that diverged, by index.</param>
/// <param name="Next">What to ask for as <c>after</c> next; null when these were the last.</param>
public sealed record PointsDocument(
    string Campaign,
    long First,
    string States,
    IReadOnlyList<int> Cells,
    IReadOnlyList<int> Seeds,
    IReadOnlyList<double> Lambdas,
    IReadOnlyList<IReadOnlyList<int?>> TrainingTimes,
    IReadOnlyList<long> Divergent,
    long? Next)
{
    /// <summary><c>chaos/points/1</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "chaos/points/1";
}
