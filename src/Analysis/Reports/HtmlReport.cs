using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Chaos.Actors.Analysis.Figures;

namespace Chaos.Actors.Analysis.Reports;

/// <summary>
/// <c>report.html</c>: a report as one file that asks nobody for anything: style sheet and figures are in it, the only script is that of
/// the <see cref="DashboardPage"/>, where there are documents for it, and the content security policy forbids to load or run anything else.
/// </summary>
/// <param name="open">Opens the SVG of a figure by its stem.</param>
public sealed partial class HtmlReport(Func<string, Stream> open)
{
    // What a browser still scrolls smoothly; figures beyond it are named and lie beside the report.
    private const long MostFigureBytes = 40_000_000;

    private static readonly string Style = Resource("report.css");

    private long _figureBytes;
    private int _figures;

    /// <summary>Writes the report.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="report">The report.</param>
    /// <param name="documents">Documents of the API as JSON, by address, for a part that can be explored; null for none.</param>
    public void Write(TextWriter destination, Report report, string? documents = null)
    {
        destination.Write($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'{(documents is null ? "" : $"; script-src {DashboardPage.ScriptHash}")}">
            <title>{Text(report.Title)}</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <header>
            <h1>{Text(report.Title)}</h1>
            <p>{Text(report.Subtitle)}</p>
            </header>
            <nav aria-label="Contents"><ul>

            """.ReplaceLineEndings("\n"));
        foreach (var (k, section) in report.Sections.Index()) destination.Write($"<li><a href=\"#s{k + 1}\">{Text(section.Title)}</a></li>\n");
        if (documents is not null) destination.Write("<li><a href=\"#explore\">To explore</a></li>\n");
        destination.Write("</ul></nav>\n<main>\n");
        foreach (var (k, section) in report.Sections.Index())
        {
            destination.Write($"<section id=\"s{k + 1}\">\n<h2>{Text(section.Title)}</h2>\n");
            foreach (var block in section.Blocks) Write(destination, block);
            destination.Write("</section>\n");
        }
        if (documents is not null) Explore(destination, documents);
        destination.Write("</main>\n</body>\n</html>\n");
    }

    // Last, for a browser draws what stands before a script before it runs it.
    private static void Explore(TextWriter destination, string documents)
    {
        destination.Write($"<section id=\"explore\">\n<h2>To explore</h2>\n<style>{DashboardPage.Style}</style>\n");
        destination.Write("<div id=\"chaos\" class=\"chaos\"><p>This part needs JavaScript; everything else is above.</p></div>\n");
        destination.Write("<script type=\"application/json\" id=\"chaos-data\">");
        destination.Write(documents.Replace("<", "\\u003C", StringComparison.Ordinal)); // nothing in it ends the element
        destination.Write($"</script>\n<script>{DashboardPage.Script}</script>\n</section>\n");
    }

    private void Write(TextWriter destination, ReportBlock block)
    {
        switch (block)
        {
            case ReportBlock.Verdict verdict:
                destination.Write($"<div class=\"verdict\">{(verdict.About.Length > 0 ? $"<p>{Head(verdict.About)}</p>" : "")}{string.Concat(verdict.Sentences.Select(sentence => $"<p>{Symbols(sentence)}</p>"))}</div>\n");
                break;
            case ReportBlock.Paragraph paragraph:
                destination.Write($"<p>{Head(paragraph.Head)}{Symbols(paragraph.Text)}</p>\n");
                break;
            case ReportBlock.Plot plot:
                Write(destination, plot.Figure);
                break;
            case ReportBlock.Table table:
                Write(destination, table);
                break;
            case ReportBlock.Listing listing:
                destination.Write($"<h3>{Text(listing.Title)}</h3>\n<pre tabindex=\"0\"><code>{Text(listing.Text.TrimEnd('\n', '\r'))}</code></pre>\n");
                break;
        }
    }

    private void Write(TextWriter destination, Figure figure)
    {
        var caption = $"<b>Figure {++_figures}.{(figure.Title.Length > 0 ? $" {Symbols(figure.Title)}." : "")}</b> {Symbols(figure.Caption)}";
        destination.Write($"<figure id=\"{Text(figure.Stem)}\">\n");
        using (var svg = open(figure.Stem))
        {
            if ((_figureBytes += svg.Length) <= MostFigureBytes)
            {
                destination.Write("<div class=\"plot\" tabindex=\"0\">\n");
                InlineSvg.Write(destination, svg, $"f{_figures}", figure.Title);
                destination.Write("\n</div>\n");
            }
            else
            {
                caption += $" (Not in this file, which would be too large: {Text(figure.Stem)}.svg.)";
            }
        }
        destination.Write($"<figcaption>{caption}</figcaption>\n</figure>\n");
    }

    private static void Write(TextWriter destination, ReportBlock.Table table)
    {
        destination.Write($"<h3>{Symbols(table.Title)}</h3>\n<div class=\"table\" tabindex=\"0\"><table>\n");
        if (table.Columns.Any(column => column.Length > 0)) Row("thead", "th scope=\"col\"", table.Columns);
        destination.Write("<tbody>\n");
        foreach (var row in table.Rows) Row(null, "td", row);
        destination.Write("</tbody></table></div>\n");
        if (table.Note.Length > 0) destination.Write($"<p class=\"note\">{Symbols(table.Note.Trim())}</p>\n");

        void Row(string? around, string element, IReadOnlyList<string> cells)
        {
            if (around is not null) destination.Write($"<{around}>");
            destination.Write("<tr>");
            foreach (var (k, cell) in cells.Index())
                destination.Write($"<{element}{(k < table.Words ? " class=\"word\"" : "")}>{Symbols(cell)}</{element.Split(' ')[0]}>");
            destination.Write("</tr>");
            destination.Write(around is null ? "\n" : $"</{around}>\n");
        }
    }

    private static string Head(string text) => text.Length > 0 ? $"<b>{Symbols(text)}</b> " : "";

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    // η_c is written so in plain text; here the c can stand where it belongs. A number is not parted from its sign of equality or its unit.
    private static string Symbols(string text) =>
        Tied().Replace(
            Subscript().Replace(Text(text), match => $"{match.Groups[1]}<sub>{match.Groups[2]}{match.Groups[3]}</sub>"),
            match => match.Value.Replace(' ', '\u00a0'));

    [GeneratedRegex(@"(?<![\w_])([ηγλτdwΣ])_(?:(c|k|j|jk|s|1|nMLE)(?![\w_])|\((.*?)\))")]
    private static partial Regex Subscript();

    [GeneratedRegex(@"(?<=[\w>]) (=|≥|≤) (?=[−\w<])|(?<=\d) (%|s|min|h)(?!\w)")]
    private static partial Regex Tied();

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        return new StreamReader(stream).ReadToEnd().TrimEnd();
    }
}
