using Chaos.Actors.Cli.Screens;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Chaos.Actors.Cli.Progress;

/// <summary>The live display: a title, a bar, the counts and the table of cells, cut to the terminal's size.</summary>
internal static class LiveFrame
{
    private const int LongestBar = 60;
    private const int NarrowestTable = 20;
    private const int LowestTable = 4;

    // Title, bar, counts, empty line, table head, the line about hidden cells, the cursor's line.
    private const int OtherRows = 7;

    /// <summary>The lines of a frame for a terminal of that size.</summary>
    public static string Render(ProgressReport report, int width, int height)
    {
        // A pane squeezed to nothing: a word is better than a table in pieces.
        if (width < NarrowestTable || height < LowestTable) return Cut(report.Line, width);
        var rows = Math.Max(1, height - OtherRows - (report.Round is null ? 0 : 1));
        var hidden = report.Status.Cells.Count - rows;
        var parts = new List<IRenderable>
        {
            Line(Title(report), width),
            new Markup(Bar(report, width)),
            Line(report.CountsAndPace, width),
            new Text(""),
            CellTable.Create(report.Campaign, report.Status, width - 1, rows),
        };
        if (report.Round is { } round) parts.Insert(1, Line(round, width));
        if (hidden > 0) parts.Add(Line($"… {Format.Count(hidden)} more cells, all of them in `chaos status`", width));
        // On a terminal too small for even that, the top is worth more than the rest.
        var lines = Screen.Render(new Rows(parts), width - 1, terminal: true).Split('\n');
        return string.Join('\n', lines.Take(height - 1));
    }

    private static string Title(ProgressReport report)
    {
        var campaign = report.Campaign;
        var network = campaign.Architectures.Count == 1 ? campaign.Architectures[0].Name : $"{campaign.Architectures.Count} networks";
        var task = campaign.Tasks.Count == 1 ? campaign.Tasks[0].Name : $"{campaign.Tasks.Count} tasks";
        return $"{campaign.Name} · {task} · {network} · {campaign.Epochs} epochs · "
            + $"1 + {campaign.Replicas} copies";
    }

    private static string Bar(ProgressReport report, int width)
    {
        var tail = $" {Format.Percent(report.Share),4} · {Format.Clock(report.Elapsed)}";
        var length = Math.Clamp(width - tail.Length - 2, 5, LongestBar);
        var full = (int)(report.Share * length);
        return $"[green]{new string('━', full)}[/][dim]{new string('─', length - full)}[/]{tail}";
    }

    private static Text Line(string text, int width) => new(Cut(text, width));

    private static string Cut(string text, int width) =>
        text.Length < width ? text : width < 2 ? "" : string.Concat(text.AsSpan(0, width - 2), "…");
}
