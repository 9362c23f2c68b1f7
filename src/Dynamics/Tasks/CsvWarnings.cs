using System.Globalization;

namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>What in a CSV task can be meant, and more often is not: each is a sentence with file and line.</summary>
internal static class CsvWarnings
{
    private const int UsualSize = 10;

    /// <summary>The warnings.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<string> classes, params CsvTable[] tables) =>
        [.. tables[0].Targets is null ? OfClasses(classes, tables) : OfTargets(tables), .. OfColumns(tables)];

    // Ten samples and more for each of a few whole numbers.
    private static IEnumerable<string> OfTargets(CsvTable[] tables)
    {
        var targets = tables.SelectMany(table => table.Targets!).ToArray();
        var different = targets.Distinct().Count();
        if (different <= UsualSize && targets.Length >= UsualSize * different && targets.All(target => target == Math.Floor(target)))
            yield return $"{tables[0].Path}: the targets are {different} different whole numbers; if they are classes, leave target: real out";
    }

    private static IEnumerable<string> OfClasses(IReadOnlyList<string> classes, CsvTable[] tables)
    {
        var rows = tables.SelectMany(table => table.Labels.Select((label, row) => (Table: table, Row: row, Class: CsvLabels.Canonical(label))))
            .GroupBy(row => row.Class).ToDictionary(row => row.Key, row => (First: row.First(), Count: row.Count()));
        var median = rows.Values.Select(row => row.Count).Order().ElementAt(rows.Count / 2);
        foreach (var name in classes)
        {
            var (first, count) = rows[name];
            var where = string.Create(CultureInfo.InvariantCulture, $"{first.Table.Path}, line {first.Table.Lines[first.Row]}");
            if (count == 1 && median >= UsualSize)
                yield return $"{where}: no other row has the class {CsvReader.Show(name)}{Alike(name, classes)}";
            if (CsvReader.IsMissing(name))
                yield return $"{where}: the class {CsvReader.Show(name)} looks like the mark of a missing value; it is a class like any other";
            if (classes.FirstOrDefault(other => other != name && Folded(other) == Folded(name)) is { } twin
                && string.CompareOrdinal(name, twin) < 0)
                yield return $"{where}: the classes {CsvReader.Show(name)} and {CsvReader.Show(twin)} differ only in capitals or spaces";
        }
    }

    private static IEnumerable<string> OfColumns(CsvTable[] tables)
    {
        foreach (var table in tables)
        {
            var column = Enumerable.Range(0, table.Rows).Select(row => table.Values[row * table.Features]).ToArray();
            var start = column[0];
            if (table.Rows >= UsualSize && start is 0 or 1 && column.Select((value, row) => value == start + row).All(same => same))
                yield return $"{table.Path}: the first column numbers the rows ({start}, {start + 1}, {start + 2} …) and is a feature";
        }
    }

    private static string Alike(string name, IReadOnlyList<string> classes) =>
        NearestName.Find(name, classes.Where(other => other != name)) is { } near && !CsvReader.IsNumber(name, out _)
            ? $" (is {CsvReader.Show(near)} meant?)" : "";

    private static string Folded(string name) =>
        string.Concat(name.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
}
