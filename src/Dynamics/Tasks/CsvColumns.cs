namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>Brings the columns of a test file into the order of the training file's, by the names in their headers.</summary>
internal static class CsvColumns
{
    /// <summary>The test table in the training table's order.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="test">The test rows, as many features.</param>
    /// <param name="warnings">Is told when columns were moved, or when the names do not say where they belong.</param>
    /// <exception cref="TaskDataException">The headers contradict each other.</exception>
    public static CsvTable Align(CsvTable train, CsvTable test, List<string> warnings)
    {
        if (train.Header is not { } wanted || test.Header is not { } found || train.HeaderCounts || test.HeaderCounts) return test;
        if (wanted.SequenceEqual(found, StringComparer.Ordinal)) return test;
        var places = found.Select(name => Place(wanted, name)).ToArray();
        var moved = Array.FindIndex([.. Enumerable.Range(0, found.Count)], k => places[k] >= 0 && places[k] != k);
        if (moved < 0)
        {
            var other = Enumerable.Range(0, found.Count).First(k => places[k] < 0);
            warnings.Add($"{test.Path}, line {test.HeaderLine}: column {other + 1} is called {CsvReader.Show(found[other])} and in "
                + $"{train.Path} {CsvReader.Show(wanted[other])}; columns are taken in their order");
            return test;
        }

        var same = places.Order().SequenceEqual(Enumerable.Range(0, found.Count));
        if (!same || places[^1] != found.Count - 1)
        {
            throw new TaskDataException(
                $"{test.Path}, line {test.HeaderLine}: column {CsvReader.Show(found[moved])} is number {moved + 1} here and number "
                + $"{places[moved] + 1} in {train.Path}. Give both files the same columns, the class last, or name its column by label.");
        }

        warnings.Add($"{test.Path}, line {test.HeaderLine}: its columns are in another order than those of {train.Path}; they are taken "
            + "by their names");
        var values = new double[test.Values.Length];
        for (var i = 0; i < values.Length; i++)
            values[i - i % test.Features + places[i % test.Features]] = test.Values[i];
        return test with { Values = values };
    }

    // −1 for a name that is not there, or more than once.
    private static int Place(IReadOnlyList<string> names, string name)
    {
        var places = Enumerable.Range(0, names.Count).Where(k => names[k] == name).Take(2).ToArray();
        return places is [var place] ? place : -1;
    }
}
