using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Figures;

namespace Chaos.Actors.Analysis.Tests.Figures;

public sealed class FigureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Cases => [.. SyntheticCampaigns.Cases.Keys];

    public static TheoryData<string> RunCases => [.. RunCampaigns.Cases.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Should_draw_every_kind_of_campaign(string name) => Check(SyntheticCampaigns.Cases[name](), FigureSize.Screen);

    [Theory]
    [MemberData(nameof(RunCases))]
    public void Should_draw_runs_or_say_why_not(string name) => Check(RunCampaigns.Cases[name](), FigureSize.Column(85));

    [Fact]
    public void Should_have_something_to_show_of_a_whole_campaign()
    {
        var set = FigureFiles.Of(RunCampaigns.Whole());
        Assert.Equal(
            [
                "onset", "transients", "training-time", "flow", "local-exponents", "sharpness", "divergence", "learning", "bifurcation",
                "exponent-distribution", "estimators",
            ],
            set.Figures.Select(figure => figure.Stem));
        Assert.Equal(
            [
                "The figure overview is left out: the campaign has a single group of cells, which the figure onset shows.",
                "The figure regimes is left out: the campaign has no second axis beside η.",
            ],
            set.LeftOut);
    }

    [Theory]
    [InlineData("nothing finished", "No figure is drawn: no work item has finished.")]
    [InlineData("no replicas", "The figure divergence is left out: no replica is anywhere at a positive finite distance from its reference.")]
    [InlineData("no replicas", "The figure estimators is left out: there are no perturbed replicas to compare tangents with.")]
    [InlineData("no tangents", "The figure estimators is left out: no tangent vectors were followed.")]
    [InlineData("no tangents", "The figure sharpness is left out: the campaign does not look for sharpness (hessian in its file).")]
    [InlineData("unperturbed", "The figure transients is left out: nothing tells nearby trajectories apart in a run that does not diverge.")]
    [InlineData("unperturbed", "The figure local-exponents is left out: nothing tells nearby trajectories apart.")]
    [InlineData("all diverge", "The figure flow is left out: nothing tells nearby trajectories apart in a run that does not diverge.")]
    [InlineData("all diverge at once", "The figure learning is left out: no run has a finite epoch.")]
    [InlineData("all diverge at once", "The figure bifurcation is left out: no run ends in a positive finite loss.")]
    [InlineData("one seed", "The figure exponent-distribution is left out: no η has two seeds with an exponent.")]
    [InlineData("no thresholds", "The figure training-time is left out: the campaign has no thresholds.")]
    [InlineData("never reached", "The figure training-time is left out: no seed reaches a threshold.")]
    [InlineData("networks", "With 7 groups of cells only the figure onset is drawn of each; all of them are in a campaign of at most 6, such as a part of this one's grid.")]
    [InlineData("hundred groups", "With 100 groups of cells no figure of a single one is drawn; all of them are in a campaign of at most 6, such as a part of this one's grid.")]
    public void Should_say_what_is_left_out_and_why(string name, string sentence) =>
        Assert.Contains(sentence, FigureFiles.Of(RunCampaigns.Cases[name]()).LeftOut);

    [Fact]
    public void Should_not_draw_thousands_of_files_of_many_groups()
    {
        Assert.Equal(["overview", "regimes"], Stems("hundred groups"));
        var few = Stems("networks");
        Assert.Equal(["overview", "regimes"], few.Take(2));
        Assert.Equal(7, few.Skip(2).Count(stem => stem.StartsWith("onset-", StringComparison.Ordinal)));
        Assert.Equal(9, few.Length);
        Assert.Equal(2 + 2 * 11, Stems("two rules").Length);

        static string[] Stems(string name) => [.. FigureFiles.Of(RunCampaigns.Cases[name]()).Figures.Select(figure => figure.Stem)];
    }

    [Fact]
    public void Should_give_the_same_bytes_for_the_same_data()
    {
        foreach (var (first, second) in FigureFiles.Of(RunCampaigns.Whole()).Figures.Zip(FigureFiles.Of(RunCampaigns.Whole()).Figures))
        {
            Assert.Equal(Bytes(first.WriteSvg), Bytes(second.WriteSvg));
            Assert.Equal(Bytes(first.WritePng), Bytes(second.WritePng));
            Assert.Equal(Bytes(first.WritePdf), Bytes(second.WritePdf));
        }
    }

    [Fact]
    public void Should_give_the_same_bytes_in_any_culture()
    {
        foreach (var figure in FigureFiles.Of(RunCampaigns.Whole()).Figures)
        {
            var (svg, png) = (Bytes(figure.WriteSvg), Bytes(figure.WritePng));
            using (CommaCulture.Use())
            {
                Assert.Equal(svg, Bytes(figure.WriteSvg));
                Assert.Equal(png, Bytes(figure.WritePng));
            }
        }
    }

    [Fact]
    public void Should_have_as_many_pixels_as_a_screen_or_a_printer_asks_for()
    {
        var figure = Onset(RunCampaigns.Whole());
        Assert.Equal(1200, Width(FigureSize.Screen));
        Assert.Equal(85 / 25.4 * 600, Width(FigureSize.Column(85)), 1.0);

        int Width(FigureSize size) => BinaryPrimitives.ReadInt32BigEndian(Bytes(figure.WritePng, size).AsSpan(16));
    }

    [Fact]
    public void Should_align_the_panels_exactly()
    {
        var clips = Document(Onset(SyntheticCampaigns.Cases["paper"]())).Descendants(Svg + "clipPath").Elements(Svg + "rect")
            .Select(r => (X: r.Attribute("x")!.Value, Width: r.Attribute("width")!.Value)).ToArray();
        Assert.Equal(3, clips.Length);
        Assert.Single(clips.Distinct());
    }

    [Fact]
    public void Should_draw_each_mark_once()
    {
        // ScottPlot's second render pass doubled everything in the SVG.
        var circles = Document(Onset(SyntheticCampaigns.Cases["five"]())).Descendants(Svg + "ellipse").Count();
        // Λ of ten seeds, λ and τ of five cells, a ring, four samples in the keys.
        Assert.Equal(50 + 5 + 5 + 1 + 4, circles);
    }

    // In a column every text is 7 points at least (subscripts aside), inside the page, and no line is a hairline.
    [Theory]
    [InlineData(85)]
    [InlineData(170)]
    public void Should_be_legible_in_a_journal(double millimetres)
    {
        foreach (var figure in FigureFiles.Of(RunCampaigns.Whole()).Figures.Concat(FigureFiles.Of(RunCampaigns.Cases["two rules"]()).Figures.Take(2)))
        {
            var root = Document(figure, FigureSize.Column(millimetres)).Root!;
            Assert.Equal($"{millimetres}mm", root.Attribute("width")!.Value);
            var page = root.Attribute("viewBox")!.Value.Split(' ').Select(Number).ToArray();
            Assert.Equal(millimetres * 144 / 25.4, page[2], 0.5);
            double[] subscripts = [0.72 * 15 / 2, 0.72 * 18 / 2];
            var glyphs = root.Descendants(Svg + "use").Select(Placed).ToArray();
            Assert.NotEmpty(glyphs);
            foreach (var (start, end, points) in glyphs)
            {
                var isSubscript = Array.Exists(subscripts, size => Math.Abs(points - size) < 0.01);
                Assert.True(points >= 7 || isSubscript, $"{figure.Stem}: text of {points:0.00} points");
                Assert.All([start, end], at => Assert.True(at.X >= 0 && at.X <= page[2] && at.Y >= 0 && at.Y <= page[3], $"{figure.Stem}: text at {at}"));
            }

            Assert.All(
                root.Descendants().Attributes("stroke-width"), width => Assert.True(Number(width.Value) >= 1, $"{figure.Stem}: a line of {width.Value}"));
        }
    }

    [Fact]
    public void Should_embed_the_font_in_a_PDF_of_the_asked_size()
    {
        var figure = Onset(RunCampaigns.Whole());
        var text = Encoding.Latin1.GetString(Bytes((file, size) => figure.WritePdf(file, size), FigureSize.Column(85)));
        Assert.StartsWith("%PDF-", text, StringComparison.Ordinal);
        Assert.Contains("/FontFile2", text, StringComparison.Ordinal);
        Assert.Contains("+DejaVuSans", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/Subtype /Image", text, StringComparison.Ordinal);
        Assert.Contains("/MediaBox [0 0 241 ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_refuse_a_width_on_which_nothing_can_be_drawn()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => FigureSize.Column(10));
        Assert.Throws<ArgumentOutOfRangeException>(() => FigureSize.Column(double.PositiveInfinity));
    }

    [Fact]
    public void Should_write_every_figure_in_three_formats()
    {
        var files = new Dictionary<string, byte[]>();
        var set = FigureFiles.Of(SyntheticCampaigns.Cases["paper"]());

        var names = FigureFiles.Write(set, (name, write) => files.Add(name, Bytes((file, _) => write(file))));

        Assert.Equal(["onset.png", "onset.svg", "onset.pdf"], names.Take(3));
        Assert.Contains("divergence.svg", names);
        Assert.Equal(FigureFiles.Extensions.Count * set.Figures.Count, names.Count);
        Assert.Equal(names, files.Keys);
        Assert.All(files.Values, content => Assert.True(content.Length > 1000));
    }

    [Theory]
    [InlineData("onset.png", true)]
    [InlineData("training-time-64-tanh-normal-l2-0.001.svg", true)]
    [InlineData("regimes.pdf", true)]
    [InlineData("onset.txt", false)]
    [InlineData("flowers.png", false)]
    [InlineData("my-onset.png", false)]
    public void Should_know_its_own_files(string name, bool isFigure) => Assert.Equal(isFigure, FigureFiles.IsFigure(name));

    private static void Check(CampaignAnalysis analysis, FigureSize size)
    {
        var set = FigureFiles.Of(analysis);
        Assert.Equal(set.Figures.Count, set.Figures.Select(figure => figure.Stem).Distinct().Count());
        Assert.True(set.Figures.Count > 0 || set.LeftOut.Count > 0);
        Assert.All(set.LeftOut, sentence => Assert.EndsWith(".", sentence, StringComparison.Ordinal));
        foreach (var figure in set.Figures)
        {
            Assert.True(FigureFiles.IsFigure(figure.Stem + ".png"));
            Assert.NotEmpty(figure.Title);
            Assert.EndsWith(".", figure.Caption, StringComparison.Ordinal);
            var svg = Document(figure, size);
            Assert.Empty(svg.Descendants(Svg + "text"));
            Assert.NotEmpty(svg.Descendants(Svg + "use"));
        }
    }

    // Where a glyph begins and ends on the page, and its size: half a point is a unit, and a digit is 0.6 as wide as the text is large.
    private static (Point Start, Point End, double Points) Placed(XElement glyph)
    {
        var own = Numbers(glyph);
        var scale = own[2] * 2048;
        double[] m = glyph.Parent!.Attribute("transform") is null ? [1, 0, 0, 1, 0, 0]
            : Numbers(glyph.Parent) is [var x, var y] ? [1, 0, 0, 1, x, y] : Numbers(glyph.Parent);
        return (At(own[0]), At(own[0] + 0.6 * scale), scale * Math.Sqrt(m[0] * m[0] + m[1] * m[1]) / 2);

        Point At(double x) => new(m[0] * x + m[2] * own[1] + m[4], m[1] * x + m[3] * own[1] + m[5]);
        static double[] Numbers(XElement element) =>
            [.. element.Attribute("transform")!.Value.Split(["(", ")", " ", ",", "translate", "scale", "matrix"], StringSplitOptions.RemoveEmptyEntries).Select(Number)];
    }

    private readonly record struct Point(double X, double Y);

    private static Figure Onset(CampaignAnalysis analysis) => FigureFiles.Of(analysis).Figures.First(figure => figure.Stem == "onset");

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static XDocument Document(Figure figure, FigureSize? size = null) => XDocument.Load(new MemoryStream(Bytes(figure.WriteSvg, size)));

    private static byte[] Bytes(Action<Stream, FigureSize?> write, FigureSize? size = null)
    {
        using var memory = new MemoryStream();
        write(memory, size);
        return memory.ToArray();
    }
}
