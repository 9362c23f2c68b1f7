using System.Globalization;
using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Campaigns;
using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>A drawing ready to be written: the same data give the same bytes, whatever fonts the machine has.</summary>
public sealed class Figure
{
    /// <summary>Width on a screen, in pixels.</summary>
    public const int Width = 1200;

    private const float PointsPerUnit = 0.5f;

    // One figure at a time in a process: all share one typeface, and Skia does not promise that threads may. What it gets wrong
    // in native code ends the whole process.
    private static readonly Lock Drawing = new();

    private readonly Action<Page> _compose;
    private readonly string _whole; // title and subject: what a file says of itself

    /// <summary>A figure of a group of cells.</summary>
    /// <param name="group">The group.</param>
    /// <param name="kind">The name of its kind.</param>
    /// <param name="title">What is shown, in a line.</param>
    /// <param name="caption">How to read it.</param>
    /// <param name="compose">Puts it on a page.</param>
    internal Figure(CellGroup group, string kind, string title, string caption, Action<Page> compose)
        : this(group.Stem(kind), title, FigureHead.Subject(group), caption, compose) => Curve = group.Curve;

    /// <summary>A figure of a whole campaign.</summary>
    internal Figure(CampaignAnalysis analysis, string kind, string title, string caption, Action<Page> compose)
        : this(kind, title, FigureHead.Subject(analysis.Campaign), caption, compose)
    {
    }

    /// <summary>A figure that is drawn freely: that of a benchmark.</summary>
    internal Figure(string stem, string title, float height, Action<SKCanvas> draw)
        : this(stem, title, "Chaos.Actors", title, page => page.Draw(height, draw))
    {
    }

    private Figure(string stem, string title, string subject, string caption, Action<Page> compose) =>
        (Stem, Title, Caption, _compose, _whole) = (stem, title, caption, compose, $"{title}: {subject}");

    /// <summary>The file name to use, without its extension.</summary>
    public string Stem { get; }

    /// <summary>The curve that it shows; null where it shows the whole campaign.</summary>
    public Curve? Curve { get; }

    /// <summary>What is shown, in a line.</summary>
    public string Title { get; }

    /// <summary>What is shown, how to read it, and what was left out and why, in one to three sentences.</summary>
    public string Caption { get; }

    /// <summary>Writes the figure as PNG: 1200 pixels wide, or in print 600 to the inch.</summary>
    public void WritePng(Stream destination, FigureSize? size = null)
    {
        using var alone = Drawing.EnterScope();
        var page = Compose(ref size);
        var scale = size.PixelsPerUnit;
        var info = new SKImageInfo(
            (int)Math.Round(page.Width * scale), (int)Math.Round(page.Height * scale), SKColorType.Rgba8888, SKAlphaType.Premul);
        using var surface = SKSurface.Create(info);
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(scale);
        page.Draw(surface.Canvas);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        data.SaveTo(destination);
    }

    /// <summary>Writes the figure as SVG, text as outlines, the title as its title.</summary>
    public void WriteSvg(Stream destination, FigureSize? size = null)
    {
        using var alone = Drawing.EnterScope();
        var page = Compose(ref size);
        using var raw = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(new SKRect(0, 0, page.Width, page.Height), raw))
        {
            using var white = new SKPaint { Color = SKColors.White };
            canvas.DrawRect(0, 0, page.Width, page.Height, white);
            page.Draw(canvas);
        }

        raw.Position = 0;
        SvgOutlines.Rewrite(raw, destination, _whole, size.Millimetres);
    }

    /// <summary>Writes the figure as PDF: vectors, with the font in it.</summary>
    public void WritePdf(Stream destination, FigureSize? size = null)
    {
        using var alone = Drawing.EnterScope();
        var page = Compose(ref size);
        // No time of creation: the same figure is the same file.
        var metadata = new SKDocumentPdfMetadata { Title = _whole, Creator = "Chaos.Actors", Creation = null, Modified = null };
        using var whole = new MemoryStream();
        using (var document = SKDocument.CreatePdf(whole, metadata))
        {
            var canvas = document.BeginPage(page.Width * PointsPerUnit, page.Height * PointsPerUnit);
            canvas.Scale(PointsPerUnit);
            page.Draw(canvas);
            document.EndPage();
            document.Close();
        }

        whole.Position = 0;
        whole.CopyTo(destination);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Stem}: {Title}");

    private Page Compose([System.Diagnostics.CodeAnalysis.NotNull] ref FigureSize? size)
    {
        size ??= FigureSize.Screen;
        var page = new Page(size);
        _compose(page);
        return page;
    }
}
