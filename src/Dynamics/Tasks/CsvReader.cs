using System.Globalization;
using System.Text;

namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>
/// Reads a CSV file (plain or gzip, UTF-8): commas between fields, decimal points, one sample a line, the label last or in the
/// column of that name. Blank lines are skipped. Where no name is given, the first line is a header when one of its fields beside the label is text that is neither a
/// number nor one of the usual marks of a missing value; <see cref="CsvHeader"/> refuses what is more likely something else.
/// </summary>
internal sealed class CsvReader
{
    private const int ShownColumns = 8;

    private static readonly string[] MissingMarks = ["", "?", "-", "NA", "N/A", "null", "None", "."];

    private readonly string _path;
    private readonly string? _label;
    private readonly CsvTarget _target;
    private readonly List<double> _values = [];
    private readonly List<string> _labels = [];
    private readonly List<int> _lines = [];
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly List<double> _targets = [];
    private List<string>? _first;
    private int? _headerLine;
    private int _features = -1;
    private int _place = -1; // of the label; −1: the last field

    private CsvReader(string path, string? label, CsvTarget target) => (_path, _label, _target) = (path, label, target);

    /// <summary>Reads a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="label">The header's name for the column with the label; null for the last one.</param>
    /// <param name="target">What a label is.</param>
    /// <exception cref="TaskDataException">It is no such file.</exception>
    public static CsvTable Read(string path, string? label = null, CsvTarget target = CsvTarget.Class)
    {
        byte[] content;
        using (var file = DataFile.Open(path)) content = file.ReadAll();
        return new CsvReader(path, label, target).Parse(content);
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

        if (_lines.Count == 0)
        {
            throw new TaskDataException($"{_path}: there is no row with data. Expected one sample a line: features, then the "
                + $"{(_target == CsvTarget.Real ? "target" : "class label")}.");
        }

        return new CsvTable(_path, _first!, _headerLine, _features, _values.ToArray(), [.. _labels], [.. _lines])
        {
            Targets = _target == CsvTarget.Real ? _targets.ToArray() : null,
        };
    }

    private bool IsHeader(string text, int number)
    {
        _first = [];
        var line = new CsvLine(text);
        while (line.MoveNext()) _first.Add(line.Field.ToString());
        if (_label is not null)
        {
            _place = PlaceOfLabel(number);
            _first.RemoveAt(_place);
            _first.Add(_label);
            _headerLine = number;
            return true;
        }

        var isHeader = _first.Take(_first.Count - 1).Any(field => !IsNumber(field, out _) && !IsMissing(field));
        if (isHeader) _headerLine = number;
        return isHeader;
    }

    private int PlaceOfLabel(int number)
    {
        var places = Enumerable.Range(0, _first!.Count).Where(k => _first[k] == _label).ToArray();
        if (places is [var place]) return place;
        if (places.Length > 1)
            throw At(number, $"{places.Length} columns are called {Show(_label)}, the label. Give every column a name of its own.");
        if (_first.All(field => IsNumber(field, out _)))
        {
            throw At(number, $"expected a header with the label's column {Show(_label)}, found numbers. Put the names of the columns into "
                + "the first line, or leave label out: then it is the last field.");
        }

        var meant = NearestName.Find(_label!, _first) is { } nearest ? $" Did you mean {Show(nearest)}?" : "";
        throw At(number, $"no column is called {Show(_label)}, the label.{meant} The columns are "
            + $"{string.Join(", ", _first.Take(ShownColumns).Select(name => Show(name)))}{(_first.Count > ShownColumns ? ", …" : "")}.");
    }

    private void AddRow(string text, int number)
    {
        var line = new CsvLine(text);
        var fields = 0;
        ReadOnlySpan<char> label = default, last = default;
        while (line.MoveNext())
        {
            if (line.Malformed)
                throw At(number, "a quoted field does not end before the line or the next comma. Close the quote.");
            // Every field but the label is a feature; which one is the last shows only when the next is not there.
            if (fields++ > 0 && fields - 2 != _place) AddFeature(last, number, fields - 1);
            last = line.Field;
            if (fields - 1 == _place) label = last;
        }

        if (fields < 2)
        {
            throw At(number,
                $"expected features and a label separated by commas, found one field {Show(last)}. Use commas as separators.");
        }

        if (_place < 0) label = last;
        else if (fields - 1 > _place) AddFeature(last, number, fields);

        if (_features < 0) _features = fields - 1;
        if (fields - 1 != _features)
        {
            throw At(number, $"expected {_features + 1} fields ({_features} features and the label) as in the rows before, " +
                $"found {fields}. Give every row the same number of fields.");
        }

        _lines.Add(number);
        if (_target == CsvTarget.Real) AddTarget(label, number, _place < 0 ? fields : _place + 1);
        else AddLabel(label, number);
    }

    private void AddLabel(ReadOnlySpan<char> field, int number)
    {
        if (field.IsEmpty)
            throw At(number, $"the label ({(_label is null ? "last field" : Show(_label))}) is empty. Give it a class, or remove the row.");
        // Few classes, many rows: keep one string per class.
        var names = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!names.TryGetValue(field, out var label)) _names.Add(label = field.ToString(), label);
        _labels.Add(label);
    }

    private void AddTarget(ReadOnlySpan<char> field, int number, int position)
    {
        if (!IsNumber(field, out var value))
        {
            throw At(number, $"field {position} (the target): expected a number with a decimal point, found {Show(field)}. "
                + "Remove the row or fill in the value; if the line is a header, give its columns names that are no numbers; if the targets are "
                + "classes, leave target: real out.");
        }

        if (!double.IsFinite(value))
        {
            throw At(number, $"field {position} (the target): expected a finite number, found {Show(field)}. "
                + "Remove the row or fill in the value.");
        }

        _targets.Add(value);
    }

    private void AddFeature(ReadOnlySpan<char> field, int number, int position)
    {
        if (!IsNumber(field, out var value))
        {
            throw At(number, $"field {position}: expected a number with a decimal point, found {Show(field)}. " +
                $"Only {(_target == CsvTarget.Real ? "a header" : "the label")} may be text; remove or fill in rows with missing values.");
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
