namespace Chaos.Actors.Analysis.Figures;

/// <summary>The middle half of some values; infinite ones are not averaged away.</summary>
/// <param name="Low">A quarter of them lie at or below it.</param>
/// <param name="Middle">The median.</param>
/// <param name="High">A quarter of them lie at or above it.</param>
internal readonly record struct Quartiles(double Low, double Middle, double High)
{
    /// <summary>Of values that may be infinite; those that do not exist (NaN) are left out. NaN without any.</summary>
    public static Quartiles Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Where(value => !double.IsNaN(value)).Order()];
        return sorted.Length == 0 ? new(double.NaN, double.NaN, double.NaN) : new(At(0.25), At(0.5), At(0.75));

        double At(double share)
        {
            var place = share * (sorted.Length - 1);
            var (below, above) = (sorted[(int)place], sorted[(int)Math.Ceiling(place)]);
            return below.Equals(above) || double.IsInfinity(above) ? above : double.IsInfinity(below) ? below : below + (above - below) * (place - (int)place);
        }
    }

    /// <summary>Of each element of rows that may have different lengths.</summary>
    public static Quartiles[] Along(IReadOnlyList<float[]> rows) =>
        [.. Enumerable.Range(0, rows.Select(row => row.Length).DefaultIfEmpty(0).Max())
            .Select(t => Of(rows.Where(row => t < row.Length).Select(row => (double)row[t])))];
}
