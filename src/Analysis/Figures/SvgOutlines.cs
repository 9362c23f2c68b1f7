using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>
/// Turns the text of an SVG written by Skia into outlines of <see cref="FigureFont"/>: an SVG cannot rely on its
/// reader having the font, and Skia's glyph positions fit no other. Glyphs and clips are defined once, used by reference.
/// </summary>
internal static class SvgOutlines
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly XNamespace Xlink = "http://www.w3.org/1999/xlink";

    /// <summary>Rewrites one document; given a width in millimetres it says how large it is in print.</summary>
    public static void Rewrite(Stream source, Stream destination, string title, double? millimetres = null)
    {
        var document = XDocument.Load(source);
        var root = document.Root!;
        root.SetAttributeValue("viewBox", $"0 0 {root.Attribute("width")!.Value} {root.Attribute("height")!.Value}");
        if (millimetres is { } wide)
        {
            var (width, height) = (Number(root, "width"), Number(root, "height"));
            root.SetAttributeValue("width", string.Create(CultureInfo.InvariantCulture, $"{wide:0.###}mm"));
            root.SetAttributeValue("height", string.Create(CultureInfo.InvariantCulture, $"{wide * height / width:0.###}mm"));
        }

        using var font = FigureFont.At(FigureFont.Typeface.UnitsPerEm);
        var glyphs = new SortedDictionary<ushort, XElement>();
        foreach (var text in root.Descendants(Svg + "text").ToList()) text.ReplaceWith(Outline(text, font, glyphs));
        var clips = MergeClips(root);
        root.AddFirst(new XElement(Svg + "title", title), new XElement(Svg + "defs", clips, glyphs.Values));

        var settings = new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(false),
            Indent = true,
            IndentChars = " ",
            NewLineChars = "\n",
        };
        using var writer = XmlWriter.Create(destination, settings);
        document.Save(writer);
    }

    // Skia makes a clip for every shape and numbers them by a count that goes on from figure to figure: the same figure
    // would never be the same file twice.
    private static List<XElement> MergeClips(XElement root)
    {
        var merged = new Dictionary<string, XElement>();
        var names = new Dictionary<string, string>();
        foreach (var clip in root.Descendants(Svg + "clipPath").ToList())
        {
            var content = string.Concat(clip.Nodes());
            var id = clip.Attribute("id")!;
            if (!merged.TryGetValue(content, out var first))
                merged.Add(content, first = new XElement(Svg + "clipPath", new XAttribute("id", $"c{merged.Count}"), clip.Nodes()));
            names.Add($"url(#{id.Value})", $"url(#{first.Attribute("id")!.Value})");
            clip.Remove();
        }

        foreach (var reference in root.Descendants().Attributes("clip-path")) reference.Value = names[reference.Value];
        return [.. merged.Values];
    }

    private static XElement Outline(XElement text, SKFont font, SortedDictionary<ushort, XElement> glyphs)
    {
        if (text.Attribute("font-family")?.Value != FigureFont.Typeface.FamilyName)
            throw new InvalidOperationException($"Text drawn in another font than the figures': {text}");

        // Skia collapses white space and writes one x for each code point left, and one y if it is the same for all.
        var runes = text.Value.Trim().EnumerateRunes().ToArray();
        var (xs, ys) = (Numbers(text, "x"), Numbers(text, "y"));
        var scale = Number(text, "font-size") / FigureFont.Typeface.UnitsPerEm;
        var group = new XElement(Svg + "g", text.Attributes().Where(a => a.Name.LocalName is "transform" or "fill" or
            "fill-opacity" or "opacity"));
        for (var i = 0; i < runes.Length; i++)
        {
            if (Rune.IsWhiteSpace(runes[i])) continue;
            var glyph = font.GetGlyph(runes[i].Value);
            if (!glyphs.ContainsKey(glyph)) glyphs.Add(glyph, Define(glyph, font));
            group.Add(new XElement(
                Svg + "use",
                new XAttribute(Xlink + "href", $"#g{glyph}"),
                new XAttribute(
                    "transform",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"translate({xs[i]:0.###} {(ys.Length == 1 ? ys[0] : ys[i]):0.###}) scale({scale:0.######})"))));
        }

        return group;
    }

    private static XElement Define(ushort glyph, SKFont font)
    {
        using var path = font.GetGlyphPath(glyph);
        return new XElement(
            Svg + "path", new XAttribute("id", $"g{glyph}"), new XAttribute("d", path?.ToSvgPathData() ?? string.Empty));
    }

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private static double[] Numbers(XElement text, string attribute) =>
        [.. text.Attribute(attribute)!.Value
            .Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)
            .Select(value => double.Parse(value, CultureInfo.InvariantCulture))];
}
