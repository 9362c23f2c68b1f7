using System.Xml;
using System.Xml.Linq;

namespace Chaos.Actors.Analysis.Reports;

/// <summary>An SVG file as a part of an HTML document.</summary>
internal static class InlineSvg
{
    private static readonly XNamespace Xlink = "http://www.w3.org/1999/xlink";

    /// <summary>
    /// Writes the root element: as wide as there is room, its names made its own (a document has one of each, and every figure of
    /// this program calls its glyphs alike), without anything that would run or load.
    /// </summary>
    /// <param name="destination">The HTML document.</param>
    /// <param name="source">The SVG document.</param>
    /// <param name="prefix">What no other figure of the document has.</param>
    /// <param name="label">What a reader who does not see it is told.</param>
    public static void Write(TextWriter destination, Stream source, string prefix, string label)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null };
        using var reader = XmlReader.Create(source, settings);
        var root = XDocument.Load(reader).Root!;
        root.Descendants().Where(element => element.Name.LocalName is "script" or "foreignObject" or "image" or "title").Remove();
        root.Attribute("width")?.Remove();
        root.Attribute("height")?.Remove();
        root.SetAttributeValue("role", "img");
        root.SetAttributeValue("aria-label", label);
        foreach (var attribute in root.DescendantsAndSelf().Attributes().ToList())
        {
            if (attribute.Name == "id") attribute.Value = $"{prefix}-{attribute.Value}";
            // In HTML both spellings mean the same, and only this one needs no namespace.
            else if (attribute.Name == Xlink + "href" || attribute.Name == "href") Refer(attribute);
            else if (attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase)) attribute.Remove();
            else if (attribute.IsNamespaceDeclaration) attribute.Remove();
            else if (attribute.Value.Contains("url(", StringComparison.Ordinal)) attribute.Value = attribute.Value.Replace("url(#", $"url(#{prefix}-", StringComparison.Ordinal);
        }
        foreach (var element in root.DescendantsAndSelf()) element.Name = element.Name.LocalName;
        destination.Write(root.ToString(SaveOptions.DisableFormatting));

        void Refer(XAttribute attribute)
        {
            var element = attribute.Parent!;
            var target = attribute.Value;
            attribute.Remove();
            if (target.StartsWith('#')) element.SetAttributeValue("href", $"#{prefix}-{target[1..]}");
        }
    }
}
