using System.Globalization;

namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>
/// Turns the labels of a CSV task into classes. When all are integers, label c is class c, however it is written (1, 01 and 1.0
/// are one class), and they must run from 0 without a gap; when none is a number, classes are the names in ordinal order (over
/// training and test rows together).
/// </summary>
internal static class CsvLabels
{
    public const int MaxClasses = 256;

    /// <summary>A label as it is told from others: integers by their value, names by their letters.</summary>
    public static string Canonical(string label) =>
        IsInteger(label, out var value) ? value.ToString(CultureInfo.InvariantCulture) : label;

    /// <summary>The names of the classes, and each table's classes row by row.</summary>
    public static (IReadOnlyList<string> Classes, byte[][] Labels) Number(params CsvTable[] tables)
    {
        var numeric = IsNumber(tables[0].Labels[0]);
        foreach (var table in tables)
        {
            // Labels are one string object per class and file, so this looks at each text only a few times.
            var odd = Array.FindIndex(table.Labels, label => IsNumber(label) != numeric);
            if (odd >= 0)
            {
                throw At(table, odd, $"label {CsvReader.Show(table.Labels[odd])}: other labels are " +
                    $"{(numeric ? "integers" : "names")}, such as {CsvReader.Show(tables[0].Labels[0])} in line " +
                    $"{tables[0].Lines[0]}. Write all labels as integers from 0 or all as names.");
            }
        }

        var classes = numeric ? NumberIntegers(tables) : NumberNames(tables);
        var first = tables[0];
        var names = classes.GroupBy(named => named.Value).OrderBy(named => named.Key).Select(named => Canonical(named.First().Key)).ToArray();
        if (names.Length < 2)
        {
            throw new TaskDataException(
                $"{first.Path}: every row has the label {CsvReader.Show(first.Labels[0])}; expected at least two classes.");
        }

        return (names, [.. tables.Select(table => Array.ConvertAll(table.Labels, label => classes[label]))]);
    }

    private static Dictionary<string, byte> NumberNames(CsvTable[] tables)
    {
        var names = tables.SelectMany(table => table.Labels).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var classes = new Dictionary<string, byte>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (classes.Count == MaxClasses)
            {
                throw new TaskDataException($"{tables[0].Path}: found more than {MaxClasses} different labels, such as " +
                    $"{CsvReader.Show(name)}; at most {MaxClasses} classes are possible. The last field must be the class.");
            }

            classes.Add(name, (byte)classes.Count);
        }

        return classes;
    }

    private static Dictionary<string, byte> NumberIntegers(CsvTable[] tables)
    {
        var classes = new Dictionary<string, byte>(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            for (var row = 0; row < table.Rows; row++)
            {
                var label = table.Labels[row];
                if (classes.ContainsKey(label)) continue;
                if (!IsInteger(label, out var value) || value is < 0 or >= MaxClasses)
                {
                    throw At(table, row, $"label {CsvReader.Show(label)}: expected an integer from 0 to {MaxClasses - 1}, " +
                        "or a name. Number the classes from 0; if they are no classes, say target: real.");
                }

                classes.Add(label, (byte)value);
            }
        }

        var used = classes.Values.Distinct().Order().ToArray();
        var gap = Array.FindIndex([.. Enumerable.Range(0, used.Length)], c => used[c] != c);
        if (gap >= 0)
        {
            throw new TaskDataException($"{tables[0].Path}: the labels must run from 0 without a gap, but none is {gap} and " +
                $"the largest is {used[^1]}. Number the {used.Length} classes 0 … {used.Length - 1}, or use names.");
        }

        return classes;
    }

    private static bool IsInteger(string label, out long value)
    {
        const double exact = 1L << 53;
        value = 0;
        if (!double.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return false;
        if (!(Math.Abs(number) <= exact) || number != Math.Floor(number)) return false;
        value = (long)number;
        return true;
    }

    private static bool IsNumber(string label) =>
        double.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static TaskDataException At(CsvTable table, int row, string what) =>
        new($"{table.Path}, line {table.Lines[row]}: {what}");
}
