namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>Builds a task from CSV tables.</summary>
internal static class CsvTask
{
    public static RawTask Read(CsvFiles files)
    {
        var train = CsvReader.Read(files.Train);
        CsvHeader.Check(train, []);
        if (files.Test is null) return SplitEveryFifth(train, files.Standardise);

        var test = CsvReader.Read(files.Test);
        CsvHeader.Check(test, [.. train.Labels.Distinct(StringComparer.Ordinal)]);
        if (test.Features != train.Features)
        {
            throw new TaskDataException(
                $"{test.Path}, line {test.Lines[0]}: expected {train.Features} features, as in {train.Path}, found " +
                $"{test.Features}. Training and test rows must have the same features.");
        }

        var warnings = new List<string>();
        test = CsvColumns.Align(train, test, warnings);
        var (classes, labels) = CsvLabels.Number(train, test);
        warnings.AddRange(CsvWarnings.Of(classes, train, test));
        return Build(train, files.Standardise, classes, train.Values, labels[0], test.Values, labels[1]) with
        {
            Files = [Describe(train), Describe(test)],
            Warnings = warnings,
        };
    }

    /// <summary>Rows with index ≡ 4 (mod 5) are test rows.</summary>
    public static RawTask SplitEveryFifth(CsvTable table, bool standardise)
    {
        var (train, test) = SampleSplit.EveryFifth(table.Rows);
        if (test.Length == 0)
        {
            throw new TaskDataException(
                $"{table.Path}: expected at least 5 rows, as every fifth is a test row, found {table.Rows}. " +
                "Add rows, or give the test rows in a file of their own.");
        }

        var (classes, labels) = CsvLabels.Number(table);
        return Build(
            table, standardise, classes,
            SampleSplit.Rows(table.Values, table.Features, train), Array.ConvertAll(train, row => labels[0][row]),
            SampleSplit.Rows(table.Values, table.Features, test), Array.ConvertAll(test, row => labels[0][row])) with
        {
            Files = [Describe(table)],
            Warnings = [.. CsvWarnings.Of(classes, table)],
        };
    }

    private static RawTask Build(
        CsvTable table, bool standardise, IReadOnlyList<string> classes,
        double[] train, byte[] trainLabels, double[] test, byte[] testLabels)
    {
        if (standardise) Standardisation.Apply(table.Path, table.Features, train, test);
        return new RawTask(
            classes,
            new LabelledSamples(new DenseInputs(trainLabels.Length, table.Features, train), trainLabels),
            new LabelledSamples(new DenseInputs(testLabels.Length, table.Features, test), testLabels));
    }

    private static TaskFileContent Describe(CsvTable table) =>
        new(table.Path, table.Rows, table.Header, table.HeaderLine, table.Lines[0]);
}
