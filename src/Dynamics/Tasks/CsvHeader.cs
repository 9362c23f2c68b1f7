using System.Globalization;

namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>
/// Whether the first line of a CSV file can be what it was taken for. A header names columns, and a sample has numbers and a
/// class; a line between the two is refused, because taking a header for a sample, or dropping a sample that has a typing
/// error, would change what is measured without a word.
/// </summary>
internal static class CsvHeader
{
    private const int UnmistakableNumbering = 4;

    /// <summary>Checks a user's table.</summary>
    /// <param name="table">The table as read.</param>
    /// <param name="classes">Labels known from another file.</param>
    /// <param name="isNamed">Whether the first line was found to have the label's name in it.</param>
    public static void Check(CsvTable table, IReadOnlyCollection<string> classes, bool isNamed)
    {
        if (table.HeaderCounts && !isNamed) return;
        if (table.HeaderLine is not { } line) CheckSample(table, classes);
        else
        {
            if (!isNamed) RefuseMistypedSample(table, line, classes);
            CheckHeader(table, line);
        }
    }

    private static void RefuseMistypedSample(CsvTable table, int line, IReadOnlyCollection<string> classes)
    {
        var first = table.First;
        var label = first[^1];
        var texts = first.Take(first.Count - 1).Count(field => !CsvReader.IsNumber(field, out _));
        var odd = first.Take(first.Count - 1).First(field => !CsvReader.IsNumber(field, out _) && !CsvReader.IsMissing(field));
        var isLabel = table.Targets is null ? IsClass(label, table, 0, classes) : CsvReader.IsNumber(label, out _);
        if (isLabel && (texts < first.Count - 1 || texts == 1))
        {
            var (kind, no) = table.Targets is null ? ("class", "class") : ("target", "number");
            throw At(table, line, $"{CsvReader.Show(odd)} is no number, but the line ends with the {kind} {CsvReader.Show(label)} as "
                + $"samples do. Mend the number if it is a sample; if it is a header, give its last column a name that is no {no}.");
        }
    }

    private static void CheckHeader(CsvTable table, int line)
    {
        var first = table.First;

        if (first.Count != table.Features + 1)
        {
            throw At(table, line, $"the header has {first.Count} fields and the rows below have {table.Features + 1}. Give every "
                + "column one name (R leaves out that of the row names: write with row.names=FALSE), or remove the line.");
        }

        if (first[0].Length == 0 || first[0].StartsWith("Unnamed:", StringComparison.Ordinal))
        {
            var column = Enumerable.Range(0, table.Rows).Select(row => table.Values[row * table.Features]).ToArray();
            if (column.All(value => value == Math.Floor(value)) && column.Distinct().Count() == column.Length)
            {
                throw At(table, line, "the first column has no name and numbers the rows, as pandas writes its index: it would be "
                    + "a feature. Save the table with index=False, or give the column a name if it is meant.");
            }
        }
    }

    private static void CheckSample(CsvTable table, IReadOnlyCollection<string> classes)
    {
        var first = table.First;
        var numbering = first.Select((field, k) => field == k.ToString(CultureInfo.InvariantCulture)).All(same => same);
        if (numbering && (table.Features >= UnmistakableNumbering || !Enumerable.Range(1, table.Rows - 1).Any(row => Whole(table, row))))
        {
            throw At(table, table.Lines[0], $"0, 1, … {table.Features} are column numbers, as pandas writes them, or a sample? Give the "
                + "columns names, or remove the line; if it is a sample, write its first value as 0.0.");
        }

        if (table.Targets is not null) return;
        var label = table.Labels[0];
        if (!CsvReader.IsNumber(label, out _) && Whole(table, 0) && !IsClass(label, table, 1, classes) && StandsOut(table))
        {
            throw At(table, table.Lines[0], $"is this a header or a sample? No other row has the class {CsvReader.Show(label)}. If it is a "
                + "header, give the columns names that are no numbers; if it is a sample, move it below another row.");
        }
    }

    // The first row is of another kind than the rest: whole numbers over fractions, or the one class with a single sample.
    private static bool StandsOut(CsvTable table)
    {
        if (Enumerable.Range(1, table.Rows - 1).Any(row => !Whole(table, row))) return true;
        return table.Rows >= UnmistakableNumbering && table.Labels.Skip(1).CountBy(label => label).All(count => count.Value > 1);
    }

    private static bool Whole(CsvTable table, int row) =>
        table.Values.Skip(row * table.Features).Take(table.Features).All(value => value == Math.Floor(value));

    private static bool IsClass(string label, CsvTable table, int from, IReadOnlyCollection<string> classes)
    {
        var wanted = CsvLabels.Canonical(label);
        return table.Labels.Skip(from).Concat(classes).Distinct(StringComparer.Ordinal)
            .Any(other => CsvLabels.Canonical(other) == wanted);
    }

    private static TaskDataException At(CsvTable table, int line, string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{table.Path}, line {line}: {what}"));
}
