namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>
/// A CSV file (plain or gzip): one sample a row, the label last or in the column that <see cref="Label"/> names, an optional header.
/// Without <paramref name="Test"/>, rows with index ≡ 4 (mod 5), counted from 0, are test rows, order kept.
/// </summary>
/// <param name="Train">The file with the training rows (or all rows).</param>
/// <param name="Test">The file with the test rows, or null.</param>
/// <param name="Standardise">Which columns get the mean of the training rows subtracted, and are divided by their deviation.</param>
public sealed record CsvFiles(string Train, string? Test = null, CsvStandardise Standardise = CsvStandardise.None) : TaskFiles
{
    /// <summary>The header's name for the column with the label; null for the last column.</summary>
    public string? Label { get; init; }

    /// <summary>What a label is.</summary>
    public CsvTarget Target { get; init; }

    /// <inheritdoc/>
    public override string Word() => "csv";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Field, string Path)> Paths() =>
        Test is null ? [("train", Train)] : [("train", Train), ("test", Test)];

    /// <inheritdoc/>
    public override TaskFiles At(IReadOnlyList<string> paths) => this with { Train = paths[0], Test = Test is null ? null : paths[1] };
}
