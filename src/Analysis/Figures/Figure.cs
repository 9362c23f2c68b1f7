using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>A drawing ready to be written: the same data give the same bytes, whatever fonts the machine has.</summary>
public sealed class Figure
{
    /// <summary>Width of every figure, in pixels.</summary>
    public const int Width = 1200;

    /// <summary>Height of every figure, in pixels.</summary>
    public const int Height = 900;

    private readonly string _description;
    private readonly Action<SKCanvas> _draw;

    internal Figure(string stem, string description, Action<SKCanvas> draw)
    {
        Stem = stem;
        _description = description;
        _draw = draw;
    }

    /// <summary>The file name to use, without its extension.</summary>
    public string Stem { get; }

    /// <summary>Writes the figure as PNG, <see cref="Width"/> × <see cref="Height"/> pixels.</summary>
    public void WritePng(Stream destination)
    {
        var info = new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Premul);
        using var surface = SKSurface.Create(info);
        surface.Canvas.Clear(SKColors.White);
        _draw(surface.Canvas);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        data.SaveTo(destination);
    }

    /// <summary>Writes the figure as SVG, text as outlines, the description as its title.</summary>
    public void WriteSvg(Stream destination)
    {
        using var raw = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(new SKRect(0, 0, Width, Height), raw))
        {
            using var white = new SKPaint { Color = SKColors.White };
            canvas.DrawRect(0, 0, Width, Height, white);
            _draw(canvas);
        }

        raw.Position = 0;
        SvgOutlines.Rewrite(raw, destination, _description);
    }
}
