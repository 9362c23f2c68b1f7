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

        var text = File.ReadAllText(path);
        if (!TryReplace(ref text, stem, lines)) throw new InvalidDataException($"{path}: expected the lines {Begin(stem).Trim()} and {End(stem)}");
        File.WriteAllText(path, text);
    }

    /// <summary>
    /// Writes the table of this machine's processor into performance.md, among those of other processors, which stay as they
    /// are: speeds depend on the processor, so each has its own.
    /// </summary>
    /// <exception cref="InvalidDataException">performance.md lacks the comments around all of them.</exception>
    public void TableOfProcessor(string stem, IReadOnlyList<string> lines)
    {
        var (path, own) = (At("performance.md"), $"{stem}, {Machine.Slug}");
        var text = File.Exists(path) ? File.ReadAllText(path) : null;
        if (text is null || TryReplace(ref text, own, lines))
        {
            File.WriteAllText(text is null ? At(stem + ".md") : path, text ?? Joined(lines));
            return;
        }

        var at = text.IndexOf(End(stem), StringComparison.Ordinal);
        if (at < 0) throw new InvalidDataException($"{path}: expected the line {End(stem)}");
        File.WriteAllText(path, text[..at] + Begin(own) + Joined(lines) + End(own) + "\n" + text[at..]);
    }

    private static bool TryReplace(ref string text, string stem, IEnumerable<string> lines)
    {
        var (from, to) = (
            text.IndexOf(Begin(stem), StringComparison.Ordinal), text.IndexOf(End(stem), StringComparison.Ordinal));
        if (from < 0 || to < from) return false;
        text = text[..(from + Begin(stem).Length)] + Joined(lines) + text[to..];
        return true;
    }

    private static string Begin(string stem) => $"<!-- {stem}: begin -->\n";

    private static string End(string stem) => $"<!-- {stem}: end -->";

    private static string Joined(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    private string At(string name) => Path.Combine(Directory.CreateDirectory(folder).FullName, name);
}
