using System.Globalization;
using System.Text;

namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>
/// Reads a CSV file (plain or gzip, UTF-8): commas between fields, decimal points, one sample a line, the label last.
/// Blank lines are skipped. The first line is a header when one of its fields beside the label is text that is neither a
/// number nor one of the usual marks of a missing value; <see cref="CsvHeader"/> refuses what is more likely something else.
/// </summary>
internal sealed class CsvReader
{
    private static readonly string[] MissingMarks = ["", "?", "-", "NA", "N/A", "null", "None", "."];

    private readonly string _path;
    private readonly List<double> _values = [];
    private readonly List<string> _labels = [];
    private readonly List<int> _lines = [];
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private List<string>? _first;
    private int? _headerLine;
    private int _features = -1;

    private CsvReader(string path) => _path = path;

    public static CsvTable Read(string path)
    {
        byte[] content;
        using (var file = DataFile.Open(path)) content = file.ReadAll();
        return new CsvReader(path).Parse(content);
    }

    /// <summary>Text from a file, fit for a message: short and without control characters.</summary>
    public static string Show(ReadOnlySpan<char> text)
    {
        var shown = new StringBuilder("'");
        foreach (var c in text.Length > 40 ? text[..40] : text) shown.Append(char.IsControl(c) ? '·' : c);
        return shown.Append(text.Length > 40 ? "…'" : "'").ToString();
    }

    private CsvTable Parse(byte[] content)
    {
        using var reader = new StreamReader(
            new MemoryStream(content), new UTF8Encoding(false, throwOnInvalidBytes: true));
        var line = 0;
        try
        {
            while (reader.ReadLine() is { } text)
            {
                line++;
                if (text.AsSpan().Trim().IsEmpty) continue;
                if (_first is null && IsHeader(text, line)) continue;
                AddRow(text, line);
            }
        }
        catch (DecoderFallbackException e)
        {
            throw new TaskDataException(
                $"{_path}: expected UTF-8 text, found other bytes after line {line}. Save the table as CSV in UTF-8.", e);
        }

        if (_labels.Count == 0)
        {
            throw new TaskDataException(
                $"{_path}: there is no row with data. Expected one sample a line: features, then the class label.");
        }

        return new CsvTable(_path, _first!, _headerLine, _features, _values.ToArray(), [.. _labels], [.. _lines]);
    }

    private bool IsHeader(string text, int number)
    {
        _first = [];
        var line = new CsvLine(text);
        while (line.MoveNext()) _first.Add(line.Field.ToString());
        var isHeader = _first.Take(_first.Count - 1).Any(field => !IsNumber(field, out _) && !IsMissing(field));
        if (isHeader) _headerLine = number;
        return isHeader;
    }

    private void AddRow(string text, int number)
    {
        var line = new CsvLine(text);
        var fields = 0;
        ReadOnlySpan<char> last = default;
        while (line.MoveNext())
        {
            if (line.Malformed)
                throw At(number, "a quoted field does not end before the line or the next comma. Close the quote.");
            // Every field but the last is a feature; which one is the last shows only when the next is not there.
            if (fields++ > 0) AddFeature(last, number, fields - 1);
            last = line.Field;
        }

        if (fields < 2)
        {
            throw At(number,
                $"expected features and a label separated by commas, found one field {Show(last)}. Use commas as separators.");
        }

        if (_features < 0) _features = fields - 1;
        if (fields - 1 != _features)
        {
            throw At(number, $"expected {_features + 1} fields ({_features} features and the label) as in the rows before, " +
                $"found {fields}. Give every row the same number of fields.");
        }

        if (last.IsEmpty) throw At(number, "the label (last field) is empty. Give it a class, or remove the row.");
        // Few classes, many rows: keep one string per class.
        var names = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!names.TryGetValue(last, out var label)) _names.Add(label = last.ToString(), label);
        _labels.Add(label);
        _lines.Add(number);
    }

    private void AddFeature(ReadOnlySpan<char> field, int number, int position)
    {
        if (!IsNumber(field, out var value))
        {
            throw At(number, $"field {position}: expected a number with a decimal point, found {Show(field)}. " +
                "Only the last field may be text; remove or fill in rows with missing values.");
        }

        if (!double.IsFinite(value))
        {
            throw At(number, $"field {position}: expected a finite number, found {Show(field)}. " +
                "Remove the row or fill in the value.");
        }

        _values.Add(value);
    }

    /// <summary>Whether a field says that there is no value.</summary>
    public static bool IsMissing(string field) => MissingMarks.Contains(field, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a field is a number, infinite ones included.</summary>
    public static bool IsNumber(ReadOnlySpan<char> field, out double value) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private TaskDataException At(int line, string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{_path}, line {line}: {what}"));
}
