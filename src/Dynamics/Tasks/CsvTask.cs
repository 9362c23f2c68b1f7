namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>Builds a task from CSV tables.</summary>
internal static class CsvTask
{
    public static RawTask Read(CsvFiles files)
    {
        if (files is { Standardise: CsvStandardise.All, Target: not CsvTarget.Real })
            throw new TaskDataException($"{files.Train}: classes cannot be standardised: standardise: all needs target: real.");
        var train = CsvReader.Read(files.Train, files.Label, files.Target);
        CsvHeader.Check(train, [], files.Label is not null);
        if (files.Test is null) return Of(files.Standardise, [], train);

        var test = CsvReader.Read(files.Test, files.Label, files.Target);
        CsvHeader.Check(test, [.. train.Labels.Distinct(StringComparer.Ordinal)], files.Label is not null);
        if (test.Features != train.Features)
        {
            throw new TaskDataException(
                $"{test.Path}, line {test.Lines[0]}: expected {train.Features} features, as in {train.Path}, found " +
                $"{test.Features}. Training and test rows must have the same features.");
        }

        var warnings = new List<string>();
        test = CsvColumns.Align(train, test, warnings);
        return Of(files.Standardise, warnings, train, test);
    }

    /// <summary>A task of one table, of which rows with index ≡ 4 (mod 5) are test rows, or of two.</summary>
    /// <param name="standardise">What is standardised.</param>
    /// <param name="warnings">What was noticed before.</param>
    /// <param name="tables">The training rows and the test rows, or all.</param>
    public static RawTask Of(CsvStandardise standardise, IEnumerable<string> warnings, params CsvTable[] tables)
    {
        var first = tables[0];
        var rows = SampleSplit.EveryFifth(first.Rows);
        if (tables.Length == 1 && rows.Test.Length == 0)
        {
            throw new TaskDataException(
                $"{first.Path}: expected at least 5 rows, as every fifth is a test row, found {first.Rows}. " +
                "Add rows, or give the test rows in a file of their own.");
        }

        var (classes, samples) = first.Targets is null ? WithClasses(tables) : ([], WithTargets(tables));
        var (train, test) = tables.Length == 1
            ? (SampleSplit.Rows(samples[0], rows.Train), SampleSplit.Rows(samples[0], rows.Test))
            : (samples[0], samples[1]);
        if (standardise != CsvStandardise.None)
            Standardisation.Apply(first.Path, first.Features, Values(train), Values(test));
        if (standardise == CsvStandardise.All)
            Standardisation.Apply(first.Path, 1, train.Targets!, test.Targets!, "the target");
        return new RawTask(classes, train, test)
        {
            Files = [.. tables.Select(table => new TaskFileContent(table.Path, table.Rows, table.Header, table.HeaderLine, table.Lines[0]))],
            Warnings = [.. warnings, .. CsvWarnings.Of(classes, tables)],
        };
    }

    private static (IReadOnlyList<string> Classes, LabelledSamples[] Samples) WithClasses(CsvTable[] tables)
    {
        var (classes, labels) = CsvLabels.Number(tables);
        return (classes, [.. tables.Zip(labels, (table, numbers) => new LabelledSamples(Inputs(table), numbers))]);
    }

    private static LabelledSamples[] WithTargets(CsvTable[] tables) =>
        [.. tables.Select(table => LabelledSamples.WithTargets(Inputs(table), table.Targets!))];

    private static DenseInputs Inputs(CsvTable table) => new(table.Rows, table.Features, table.Values);

    private static double[] Values(LabelledSamples samples) => ((DenseInputs)samples.Inputs).Values;
}
