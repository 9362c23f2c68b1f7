using System.Text;

namespace Chaos.Actors.Analysis.Reports;

/// <summary><c>report.md</c>: a report as Markdown with tables (GitHub's), figures as PNG beside it.</summary>
public static class MarkdownReport
{
    /// <summary>Writes the report.</summary>
    public static void Write(TextWriter destination, Report report)
    {
        destination.Write($"# {Escape(report.Title)}\n\n{Escape(report.Subtitle)}\n");
        foreach (var section in report.Sections)
        {
            destination.Write($"\n## {Escape(section.Title)}\n\n");
            foreach (var block in section.Blocks) Write(destination, block);
        }
    }

    private static void Write(TextWriter destination, ReportBlock block)
    {
        switch (block)
        {
            case ReportBlock.Verdict verdict:
                destination.Write((verdict.About.Length > 0 ? $"**{Escape(verdict.About)}**: " : "") + Escape(string.Join(' ', verdict.Sentences)) + "\n\n");
                break;
            case ReportBlock.Paragraph paragraph:
                destination.Write((paragraph.Head.Length > 0 ? $"**{Escape(paragraph.Head)}** " : "") + Escape(paragraph.Text) + "\n\n");
                break;
            case ReportBlock.Plot { Figure: var figure }:
                destination.Write($"![{Escape(figure.Title)}]({figure.Stem}.png)\n\n");
                if (figure.Caption.Length > 0) destination.Write($"*{Escape(figure.Title)}.* {Escape(figure.Caption)}\n\n");
                break;
            case ReportBlock.Table table:
                Write(destination, table);
                break;
            case ReportBlock.Listing listing:
                var fence = Fence(listing.Text);
                destination.Write($"**{Escape(listing.Title)}**\n\n{fence}{listing.Language}\n{listing.Text.TrimEnd('\n', '\r')}\n{fence}\n\n");
                break;
        }
    }

    private static void Write(TextWriter destination, ReportBlock.Table table)
    {
        destination.Write($"**{Escape(table.Title)}**\n\n");
        Row(table.Columns);
        destination.Write("|" + string.Concat(table.Columns.Select((_, k) => k < table.Words ? "---|" : "--:|")) + "\n");
        foreach (var row in table.Rows) Row(row);
        destination.Write(table.Note.Length > 0 ? $"\n{Escape(table.Note.Trim())}\n\n" : "\n");

        void Row(IReadOnlyList<string> cells) => destination.Write("| " + string.Join(" | ", cells.Select(Escape)) + " |\n");
    }

    // Longer than any run of backquotes in the text, so that nothing in it ends the block.
    private static string Fence(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text) longest = Math.Max(longest, run = c == '`' ? run + 1 : 0);
        return new string('`', Math.Max(3, longest + 1));
    }

    // Names come from files: a line break or a bar would break a table, markup would be rendered. Between letters an underscore is none.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var inWord = c == '_' && i > 0 && i + 1 < text.Length && char.IsLetterOrDigit(text[i - 1]) && char.IsLetterOrDigit(text[i + 1]);
            if (c is '|' or '*' or '`' or '<' or '>' or '\\' or '#' or '~' or '&' || (c == '_' && !inWord) || (c is '[' && IsLink(text, i))) escaped.Append('\\');
            escaped.Append(char.IsControl(c) ? ' ' : c);
        }
        return escaped.ToString();
    }

    // Intervals stand in brackets in every other cell: they stay as they are.
    private static bool IsLink(string text, int at)
    {
        var end = text.IndexOf(']', at);
        return end >= 0 && end + 1 < text.Length && text[end + 1] is '(' or '[' or ':';
    }
}
