using System.Buffers.Binary;
using System.Globalization;
using System.Xml.Linq;
using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Figures;

namespace Chaos.Actors.Analysis.Tests.Figures;

public sealed class FigureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Cases => [.. SyntheticCampaigns.Cases.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Should_draw_every_kind_of_campaign(string name)
    {
        foreach (var figure in FigureFiles.Of(SyntheticCampaigns.Cases[name]()))
        {
            var png = Png(figure);
            Assert.Equal((Figure.Width, Figure.Height),
                (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
            var svg = Document(figure);
            Assert.Empty(svg.Descendants(Svg + "text"));
            Assert.NotEmpty(svg.Descendants(Svg + "use"));
        }
    }

    [Fact]
    public void Should_give_the_same_bytes_for_the_same_data()
    {
        foreach (var (first, second) in FigureFiles.Of(Paper()).Zip(FigureFiles.Of(Paper())))
        {
            Assert.Equal(Bytes(first.WriteSvg), Bytes(second.WriteSvg));
            Assert.Equal(Png(first), Png(second));
        }
    }

    [Fact]
    public void Should_give_the_same_bytes_in_any_culture()
    {
        var figure = FigureFiles.Of(Paper())[0];
        var (svg, png) = (Bytes(figure.WriteSvg), Png(figure));
        using (CommaCulture.Use())
        {
            Assert.Equal(svg, Bytes(figure.WriteSvg));
            Assert.Equal(png, Png(figure));
        }
    }

    [Fact]
    public void Should_align_the_panels_exactly()
    {
        var clips = Document(FigureFiles.Of(Paper())[0]).Descendants(Svg + "clipPath").Elements(Svg + "rect")
            .Select(r => (X: r.Attribute("x")!.Value, Width: r.Attribute("width")!.Value)).ToArray();
        Assert.Equal(3, clips.Length);
        Assert.Single(clips.Distinct());
    }

    [Fact]
    public void Should_draw_each_mark_once()
    {
        // ScottPlot's second render pass doubled everything in the SVG.
        var circles = Document(FigureFiles.Of(SyntheticCampaigns.Cases["five"]())[0]).Descendants(Svg + "ellipse").Count();
        // λ and τ and fraction of five cells, a ring, three samples in the keys.
        Assert.Equal(5 + 5 + 5 + 1 + 3, circles);
    }

    [Fact]
    public void Should_write_png_and_svg_of_both_figures()
    {
        var files = new Dictionary<string, byte[]>();

        var names = FigureFiles.Write(Paper(), (name, write) => files.Add(name, Bytes(write)));

        Assert.Equal(["onset.png", "onset.svg", "divergence.png", "divergence.svg"], names);
        Assert.Equal(names, files.Keys);
        Assert.All(files.Values, content => Assert.True(content.Length > 1000));
    }

    private static CampaignAnalysis Paper() => SyntheticCampaigns.Cases["paper"]();

    private static byte[] Png(Figure figure) => Bytes(figure.WritePng);

    private static XDocument Document(Figure figure) => XDocument.Load(new MemoryStream(Bytes(figure.WriteSvg)));

    private static byte[] Bytes(Action<Stream> write)
    {
        using var memory = new MemoryStream();
        write(memory);
        return memory.ToArray();
    }
}
