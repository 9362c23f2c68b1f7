using Chaos.Actors.Analysis.Figures;

namespace Chaos.Actors.Benchmarks.Reporting;

/// <summary>
/// Where a benchmark's outcome goes: its rows, its figure and its table into a folder; in docs/ the table also takes the place
/// of the former one in performance.md, between the two comments that name the benchmark.
/// </summary>
internal sealed class Publication(string folder)
{
    /// <summary>Writes the measured rows: the first holds the columns' names.</summary>
    public void Rows(string stem, IEnumerable<string> lines) => File.WriteAllText(At(stem + ".csv"), Joined(lines));

    /// <summary>Writes the figure as SVG and PNG.</summary>
    public void Draw(Figure figure)
    {
        using (var svg = File.Create(At(figure.Stem + ".svg"))) figure.WriteSvg(svg);
        using var png = File.Create(At(figure.Stem + ".png"));
        figure.WritePng(png);
    }

    /// <summary>Writes the table, Markdown, into performance.md where the folder has one.</summary>
    /// <exception cref="InvalidDataException">performance.md lacks the comments.</exception>
    public void Table(string stem, IEnumerable<string> lines)
    {
        var path = At("performance.md");
        if (!File.Exists(path))
        {
            File.WriteAllText(At(stem + ".md"), Joined(lines));
            return;
        }

        var (begin, end) = ($"<!-- {stem}: begin -->\n", $"<!-- {stem}: end -->");
        var text = File.ReadAllText(path);
        var (from, to) = (text.IndexOf(begin, StringComparison.Ordinal), text.IndexOf(end, StringComparison.Ordinal));
        if (from < 0 || to < from) throw new InvalidDataException($"{path}: expected the lines {begin.Trim()} and {end}");
        File.WriteAllText(path, text[..(from + begin.Length)] + Joined(lines) + text[to..]);
    }

    private static string Joined(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    private string At(string name) => Path.Combine(Directory.CreateDirectory(folder).FullName, name);
}
