using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Analysis.Figures;
using Chaos.Actors.Analysis.Reports;
using Chaos.Actors.Analysis.Tests.Figures;
using Chaos.Actors.Analysis.Tests.Verdicts;

namespace Chaos.Actors.Analysis.Tests.Reports;

public sealed partial class HtmlReportTests
{
    private const string Evil = "<script>alert(1)</script>\"'&";

    [Fact]
    public void Should_say_the_verdict_first_and_everything_that_the_markdown_says()
    {
        var report = CampaignReport.Of(Many(), CampaignReports.Somewhere, CampaignReports.Figures(Many(), "onset"));
        var html = Write(report);
        string[] order = [.. Regex.Matches(html, "<h2>(.*?)</h2>").Select(match => match.Groups[1].Value)];
        Assert.Equal(["Verdict", "Figures", "Numbers", "What was measured, and how", "Where the numbers come from", "To cite"], order);

        var markdown = new StringWriter();
        MarkdownReport.Write(markdown, report);
        var (ofHtml, ofMarkdown) = (Numbers(Plain(html)), Numbers(markdown.ToString()));
        Assert.True(ofMarkdown.Count > 100);
        Assert.Empty(ofMarkdown.Except(ofHtml));
        foreach (var fact in (string[])["commit 0123abc", "chaos report runs/x", "a processor, 2 cores", "90.0 min", "60.0 min", "feed", "SHA-256 beef", "task: iris", "arXiv"])
            Assert.Contains(fact, html.Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_be_well_formed_load_nothing_and_run_nothing()
    {
        var html = Write(CampaignReport.Of(Many(), CampaignReports.Somewhere, CampaignReports.Figures(Many(), "onset", "divergence")));
        ShouldBeClosed(html);
        Assert.Contains("default-src 'none'; style-src 'unsafe-inline'\"", html, StringComparison.Ordinal);
        // Two figures that call their clips and glyphs alike: a document has one of each name.
        string[] names = [.. Regex.Matches(html, " id=\"([^\"]+)\"").Select(match => match.Groups[1].Value)];
        Assert.Equal(names.Length, names.Distinct().Count());
        foreach (Match reference in Regex.Matches(html, "(?:href=\"|url\\()#([^\")]+)")) Assert.Contains(reference.Groups[1].Value, names);
    }

    [Fact]
    public void Should_escape_whatever_comes_from_outside()
    {
        var analysis = Many();
        var campaign = analysis.Campaign with { Name = Evil, Tasks = [analysis.Campaign.Tasks[0] with { Name = Evil }] };
        var provenance = CampaignReports.Somewhere with
        {
            Command = Evil,
            Machine = Evil,
            CampaignFile = Evil,
            Nodes = [(Evil, 1)],
            Tasks = [(Evil, Evil)],
            Failed = [(3, 3, Evil)],
            Version = Evil,
            Commit = Evil,
        };
        var figures = new FigureSet([new Figure(analysis, "onset", Evil, Evil, _ => { })], [Evil]);
        var html = Write(CampaignReport.Of(analysis with { Campaign = campaign }, provenance, figures));
        ShouldBeClosed(html);
        Assert.Equal(0, Regex.Count(html, "<script", RegexOptions.IgnoreCase));
        Assert.True(Regex.Count(html, "&lt;script&gt;") > 10);
    }

    [Fact]
    public void Should_run_nothing_but_the_dashboard_on_its_documents()
    {
        var report = CampaignReport.Of(Many(), CampaignReports.Somewhere, CampaignReports.Figures(Many(), "onset"));
        var destination = new StringWriter();
        new HtmlReport(_ => new MemoryStream("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>"u8.ToArray()))
            .Write(destination, report, $$"""{"/campaigns/x":"{{Evil.Replace("\"", "", StringComparison.Ordinal)}}<!--"}""");
        var html = destination.ToString();

        Assert.Contains($"style-src 'unsafe-inline'; script-src {DashboardPage.ScriptHash}\"", html, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(html, "<script", RegexOptions.IgnoreCase));
        Assert.Equal(2, Regex.Count(html, "</script", RegexOptions.IgnoreCase));
        Assert.EndsWith($"<script>{DashboardPage.Script}</script>\n</section>\n</main>\n</body>\n</html>\n", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_leave_out_of_a_figure_what_would_run_or_load()
    {
        const string hostile = """
            <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 1 1" onload="alert(1)">
            <script>alert(1)</script><image xlink:href="https://example.org/x.png"/><use xlink:href="https://example.org/y.svg#a"/>
            <foreignObject><iframe src="https://example.org"/></foreignObject><g id="a" clip-path="url(#c0)"/><clipPath id="c0"/></svg>
            """;
        var destination = new StringWriter();
        new HtmlReport(_ => new MemoryStream(Encoding.UTF8.GetBytes(hostile))).Write(
            destination, CampaignReport.Of(Many(), CampaignReports.Somewhere, CampaignReports.Figures(Many(), "onset")));
        ShouldBeClosed(destination.ToString());
        Assert.DoesNotContain("alert", destination.ToString(), StringComparison.Ordinal);
        Assert.Contains("clip-path=\"url(#f1-c0)\"", destination.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_give_each_curve_its_own_figures()
    {
        var analysis = SyntheticCampaigns.Analyse(SyntheticCampaigns.Spec([1, 5], 6) with { L2 = [0, 1e-3] });
        var groups = CellGroup.Of(analysis);
        var report = CampaignReport.Of(analysis, CampaignReports.Somewhere, CampaignReports.Figures(analysis, "onset", "overview"));
        Assert.Equal(
            ["Overview: overview", .. groups.Select(group => $"{ReportText.Label(group)}: {group.Stem("onset")}")],
            from section in report.Sections
            from plot in section.Blocks.OfType<ReportBlock.Plot>()
            select $"{section.Title}: {plot.Figure.Stem}");
    }

    [Theory]
    [InlineData("η_c = 0.5", "η<sub>c</sub>\u00a0=\u00a00.5")]
    [InlineData("λ_nMLE of a_c", "λ<sub>nMLE</sub> of a_c")]
    [InlineData("Σ_(t<τ) γ(t)", "Σ<sub>t&lt;τ</sub> γ(t)")]
    [InlineData("12 % of 3 seeds", "12\u00a0% of 3 seeds")]
    public void Should_set_indices_and_keep_numbers_with_their_units(string text, string html) =>
        Assert.Contains($"<p class=\"note\">{html}</p>", Write(new Report("", "", [new ReportSection("", [new ReportBlock.Table("", [""], []) { Note = text }])])), StringComparison.Ordinal);

    public static TheoryData<string> Cases => [.. SyntheticCampaigns.Cases.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Should_say_something_sensible_of_every_kind_of_campaign(string name)
    {
        var analysis = SyntheticCampaigns.Cases[name]();
        var report = CampaignReport.Of(analysis, CampaignReports.Somewhere, CampaignReports.Figures(analysis, "onset"));
        var html = Write(report);
        ShouldBeClosed(html);
        Assert.DoesNotMatch("NaN|Infinity", Plain(html));
        // Each row has a cell for each column.
        Assert.All(report.Sections.SelectMany(section => section.Blocks).OfType<ReportBlock.Table>(), table => Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Count)));
    }

    [Fact]
    public void Should_say_that_nothing_has_finished()
    {
        var analysis = CampaignAnalyser.Analyse(SyntheticVerdicts.Campaigns(3, [0.8]), Estimator.Tangent, []);
        var html = Write(CampaignReport.Of(analysis, CampaignReports.Somewhere, new FigureSet([], ["No figure is drawn: no work item has finished."])));
        Assert.Contains("there is nothing to say yet.", html, StringComparison.Ordinal);
        Assert.Contains("No figure is drawn", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void Should_say_each_verdict_once(int curves)
    {
        var analysis = SyntheticCampaigns.Analyse(SyntheticCampaigns.Spec([1, 5], 6) with { L2 = [.. Enumerable.Range(0, curves).Select(k => 1e-3 * k)] });
        var report = CampaignReport.Of(analysis, CampaignReports.Somewhere, FigureSet.None);
        var said = report.Sections.Select(section => section.Blocks.OfType<ReportBlock.Verdict>().Count()).ToArray();
        Assert.Equal(curves, said.Sum());
        Assert.Equal(curves == 2 ? 2 : 0, said[0]);
        Assert.Contains(report.Sections[0].Blocks, block => block is ReportBlock.Table { Rows.Count: var rows } && rows == curves);
    }

    [Fact]
    public void Should_bound_its_tables_and_say_where_the_rest_is()
    {
        var analysis = SyntheticCampaigns.Cases["ten thousand"]();
        var report = CampaignReport.Of(analysis, CampaignReports.Somewhere, FigureSet.None);
        Assert.All(report.Sections.SelectMany(section => section.Blocks).OfType<ReportBlock.Table>(), table => Assert.True(table.Rows.Count < 120));
        Assert.Contains("of 10,000 η; all of them are in cells.csv.", Write(report), StringComparison.Ordinal);
    }

    private static CampaignAnalysis Many() =>
        SyntheticVerdicts.Analyse(20, (rate, seed) => SyntheticVerdicts.Run(rate, SyntheticVerdicts.Onset(seed), SyntheticVerdicts.Time(rate, 8)), [0.6, 0.8]);

    private static string Write(Report report)
    {
        // Real ones, of another campaign.
        var figures = FigureFiles.Of(SyntheticCampaigns.Cases["five"]()).Figures.ToDictionary(figure => figure.Stem);
        var destination = new StringWriter();
        new HtmlReport(stem =>
        {
            var svg = new MemoryStream();
            figures.GetValueOrDefault(stem, figures["onset"]).WriteSvg(svg);
            svg.Position = 0;
            return svg;
        }).Write(destination, report);
        return destination.ToString();
    }

    /// <summary>Nothing in it names anything that a browser would fetch or run.</summary>
    private static void ShouldBeClosed(string html)
    {
        // As XML: every element is closed, and nothing of a name has become one.
        var root = XElement.Parse(Regex.Replace(html["<!DOCTYPE html>".Length..], "<meta ([^>]*)>", "<meta $1/>"));
        foreach (var element in root.DescendantsAndSelf())
        {
            Assert.DoesNotContain(element.Name.LocalName.ToLowerInvariant(), (string[])["script", "link", "img", "iframe", "object", "embed", "base", "foreignobject", "image", "form", "video", "audio"]);
            foreach (var attribute in element.Attributes())
            {
                Assert.False(attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase), attribute.ToString());
                if (attribute.Name.LocalName is "href" or "src") Assert.StartsWith("#", attribute.Value, StringComparison.Ordinal);
                Assert.DoesNotMatch(@"url\((?!#)", attribute.Value);
            }
        }
        Assert.DoesNotMatch(@"@import|@font-face|url\(", root.Descendants("style").Single().Value);
    }

    private static string Plain(string html) => System.Net.WebUtility.HtmlDecode(Regex.Replace(html, "<[^>]+>", " "));

    private static HashSet<string> Numbers(string text) => [.. NumberText().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"−?\d[\d,]*(?:\.\d+)?(?:e-?\d+)?")]
    private static partial Regex NumberText();
}
