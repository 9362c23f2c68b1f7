using Chaos.Actors.Analysis.Figures;
using SkiaSharp;

namespace Chaos.Actors.Benchmarks.Reporting;

/// <summary>The lines above and below a benchmark's figure, placed as on the figures of campaigns.</summary>
internal static class FigureTitle
{
    private const float Left = 30;
    private const float Width = Figure.Width - 2 * Left;
    /// <summary>What a benchmark's figure is high.</summary>
    public const float Height = 900;


    public static void Draw(SKCanvas canvas, string heading, string subject, string conditions, string foot)
    {
        Line(canvas, heading, 38, 23, Palette.Ink.Skia());
        Line(canvas, subject, 65, 17, Palette.Ink.Skia());
        Line(canvas, conditions, 89, 16, Palette.Faint.Skia());
        Line(canvas, foot, Height - 12, 13, Palette.Faint.Skia());
    }

    private static void Line(SKCanvas canvas, string text, float baseline, float size, SKColor colour)
    {
        var line = RichText.Markup(text);
        line.Draw(canvas, Left, baseline, line.Fit(size, Width), colour);
    }
}
