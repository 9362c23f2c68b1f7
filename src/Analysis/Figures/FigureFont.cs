using ScottPlot;
using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>
/// The font of every figure, carried inside the assembly: text looks the same, and is there at all, on a machine
/// without fonts, and the same data give the same bytes on any machine. DejaVu Sans 2.37, licence beside it.
/// </summary>
internal sealed class FigureFont : IFontResolver
{
    /// <summary>The name ScottPlot asks for; unlike any installed font's, so that only this one can answer.</summary>
    public const string Name = "Chaos figure font (DejaVu Sans)";

    private static readonly SKTypeface Loaded = Load();

    static FigureFont() => Fonts.FontResolvers.Insert(0, new FigureFont());

    private FigureFont()
    {
    }

    /// <summary>The typeface. Reading it also makes <see cref="Name"/> known to ScottPlot.</summary>
    public static SKTypeface Typeface => Loaded;

    /// <summary>The font at a size in pixels, laid out without hinting, so that widths scale with the size.</summary>
    public static SKFont At(float size) =>
        new(Typeface, size) { Subpixel = true, Edging = SKFontEdging.Antialias, Hinting = SKFontHinting.None };

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        fontName == Name ? Typeface : null;

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
        fontName == Name ? Typeface : null;

    private static SKTypeface Load()
    {
        using var stream = typeof(FigureFont).Assembly.GetManifestResourceStream("DejaVuSans.ttf")
            ?? throw new InvalidOperationException("The figure font is missing from the assembly.");
        using var data = SKData.Create(stream);
        return SKTypeface.FromData(data)
            ?? throw new InvalidOperationException("The figure font in the assembly cannot be read.");
    }
}
