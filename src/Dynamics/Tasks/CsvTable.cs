namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>The rows of a CSV file: features as numbers, the label (last field) as text.</summary>
/// <param name="Path">The file.</param>
/// <param name="Header">The fields of the header line, or null.</param>
/// <param name="Features">Fields a row without the label.</param>
/// <param name="Values">Row-major [rows, features]; all finite.</param>
/// <param name="Labels">The label of each row.</param>
/// <param name="Lines">The line (from 1) of each row.</param>
internal sealed record CsvTable(
    string Path, IReadOnlyList<string>? Header, int Features, double[] Values, string[] Labels, int[] Lines)
{
    public int Rows => Labels.Length;
}
