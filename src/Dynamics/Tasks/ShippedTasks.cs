using System.Globalization;

namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>The tasks whose data come with the program (sources and licences: data/README.md).</summary>
public static class ShippedTasks
{
    private const int DigitsTraining = 1437;
    private const int DigitsMaximum = 16;
    private const int DigitsSide = 8;

    private static readonly Dictionary<string, Func<string, RawTask>> Readers = new(StringComparer.Ordinal)
    {
        ["mnist"] = folder => IdxTask.Read(new IdxFiles(
            Path.Combine(folder, "mnist", "train-images-idx3-ubyte.gz"),
            Path.Combine(folder, "mnist", "train-labels-idx1-ubyte.gz"),
            Path.Combine(folder, "mnist", "t10k-images-idx3-ubyte.gz"),
            Path.Combine(folder, "mnist", "t10k-labels-idx1-ubyte.gz"))),
        ["iris"] = folder => ReadWithHeader(Path.Combine(folder, "iris.csv"), CsvStandardise.None),
        ["wine"] = folder => ReadWithHeader(Path.Combine(folder, "wine_data.csv"), CsvStandardise.Features),
        ["breast-cancer"] = folder => ReadWithHeader(Path.Combine(folder, "breast_cancer.csv"), CsvStandardise.Features),
        ["digits"] = folder => ReadDigits(Path.Combine(folder, "digits.csv.gz")),
    };

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Readers.Keys];

    /// <summary>What to say about a name that is not among them.</summary>
    public static string Unknown(string name)
    {
        var meant = NearestName.Find(name, Names) is { } nearest ? $" Did you mean {nearest}?" : "";
        return $"Unknown task {CsvReader.Show(name)}.{meant} Known tasks: {string.Join(", ", Names)}; " +
            "for other data give your own IDX or CSV files.";
    }

    internal static RawTask Read(string name, string folder) =>
        Readers.TryGetValue(name, out var read) ? read(folder) : throw new TaskDataException(Unknown(name));

    // The first line of these files is: rows, features, one name for each class.
    private static RawTask ReadWithHeader(string path, CsvStandardise standardise)
    {
        var table = CsvReader.Read(path);
        var task = CsvTask.Of(standardise, [], table);
        var expected = string.Create(CultureInfo.InvariantCulture, $"{table.Rows},{table.Features}");
        var found = table.Header is { } header ? string.Join(',', header.Take(2)) : "no header";
        if (found != expected || table.Header!.Count - 2 != task.Classes.Count)
        {
            throw Altered(path, $"a first line {expected} and {task.Classes.Count} class names, as the rows are", found);
        }

        return task;
    }

    // Sixteenths are kept as bytes: value c / 16. The first 1,437 rows train.
    private static RawTask ReadDigits(string path)
    {
        var table = CsvReader.Read(path);
        if (table.Rows <= DigitsTraining) throw Altered(path, $"more than {DigitsTraining} rows", $"{table.Rows}");
        var odd = Array.FindIndex(table.Values, v => v < 0 || v > DigitsMaximum || v != Math.Floor(v));
        if (odd >= 0)
        {
            throw Altered($"{path}, line {table.Lines[odd / table.Features]}", $"whole numbers from 0 to {DigitsMaximum}",
                table.Values[odd].ToString(CultureInfo.InvariantCulture));
        }

        if (table.Features != DigitsSide * DigitsSide)
            throw Altered(path, $"{DigitsSide * DigitsSide} pixels a row", $"{table.Features}");

        var (classes, labels) = CsvLabels.Number(table);
        var codes = Array.ConvertAll(table.Values, v => (byte)v);
        var values = Enumerable.Range(0, 256).Select(c => c / (double)DigitsMaximum).ToArray();
        var border = DigitsTraining * table.Features;
        LabelledSamples Part(byte[] part, byte[] partLabels) =>
            new(new CodedInputs(partLabels.Length, table.Features, part, values), partLabels);
        return new RawTask(
            classes,
            Part(codes[..border], labels[0][..DigitsTraining]),
            Part(codes[border..], labels[0][DigitsTraining..]))
        {
            Shape = SampleShape.Image(DigitsSide, DigitsSide, 1),
            Files = [new TaskFileContent(path, table.Rows, FirstSampleLine: table.Lines[0])],
        };
    }

    private static TaskDataException Altered(string where, string expected, string found) => new(
        $"{where}: expected {expected}, found {found}: not the file that comes with the program. Restore it, or give your " +
        "own data as CSV files.");
}
