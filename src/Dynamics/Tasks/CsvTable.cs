using System.Globalization;

namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>The rows of a CSV file: features as numbers, the label as text, or as a number where it is a real target.</summary>
/// <param name="Path">The file.</param>
/// <param name="First">The fields of the first line that is not blank, that of the label moved to the end.</param>
/// <param name="HeaderLine">The line (from 1) of the header, or null when the first line is a sample.</param>
/// <param name="Features">Fields a row without the label.</param>
/// <param name="Values">Row-major [rows, features]; all finite.</param>
/// <param name="Labels">The label of each row; none where they are real targets.</param>
/// <param name="Lines">The line (from 1) of each row.</param>
internal sealed record CsvTable(
    string Path, IReadOnlyList<string> First, int? HeaderLine, int Features, double[] Values, string[] Labels, int[] Lines)
{
    /// <summary>The real target of each row, all finite; null where there are classes.</summary>
    public double[]? Targets { get; init; }

    /// <summary>The fields of the header line, or null.</summary>
    public IReadOnlyList<string>? Header => HeaderLine is null ? null : First;

    /// <summary>A header as in scikit-learn's files: rows, features, one name for each class.</summary>
    public bool HeaderCounts => Header is [var rows, var features, _, ..]
        && rows == Rows.ToString(CultureInfo.InvariantCulture) && features == Features.ToString(CultureInfo.InvariantCulture);

    public int Rows => Lines.Length;
}
