using ScottPlot;
using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>One entry of a key: a sample of how something is drawn, and what it is.</summary>
/// <param name="Text">What it is.</param>
/// <param name="Marker">The marker; none for a line or an area.</param>
/// <param name="Colour">Its colour.</param>
/// <param name="Line">The line through the sample; null for none.</param>
/// <param name="Fill">The sample is a filled area of this colour.</param>
/// <param name="Size">Size of the marker in pixels.</param>
internal sealed record KeyEntry(
    string Text, MarkerShape Marker, Color Colour, LinePattern? Line = null, Color? Fill = null, float Size = 10);

/// <summary>The key of a panel: rows above it, so that it can never lie on the data.</summary>
internal static class FigureKey
{
    private const float TextSize = 15;
    private const float Sample = 26;
    private const float AfterSample = 6;
    private const float Between = 22;

    /// <summary>Height of a row.</summary>
    public const float RowHeight = 22;

    /// <summary>The entries in as many rows as it takes to fit.</summary>
    public static IEnumerable<IReadOnlyList<KeyEntry>> Rows(IReadOnlyList<KeyEntry> entries, float width)
    {
        List<KeyEntry> row = [];
        var used = 0f;
        foreach (var entry in entries)
        {
            var needed = SampleWidth(entry) + RichText.Markup(entry.Text).Measure(TextSize);
            if (row.Count > 0 && used + Between + needed > width)
            {
                yield return row;
                (row, used) = ([], 0);
            }

            used += needed + (row.Count > 0 ? Between : 0);
            row.Add(entry);
        }

        yield return row;
    }

    /// <summary>Draws the row; it shrinks as a whole if it must to fit.</summary>
    public static void Draw(SKCanvas canvas, float left, float right, float baseline, IReadOnlyList<KeyEntry> entries)
    {
        var texts = entries.Select(entry => RichText.Markup(entry.Text)).ToArray();
        var width = entries.Sum(SampleWidth) + texts.Sum(text => text.Measure(TextSize)) + Between * (entries.Count - 1);
        canvas.Save();
        canvas.Translate(left, baseline);
        canvas.Scale(Math.Min(1, (right - left) / width));
        var x = 0f;
        for (var i = 0; i < entries.Count; i++)
        {
            if (SampleWidth(entries[i]) > 0) DrawSample(canvas, entries[i], x, -0.34f * TextSize);
            x += SampleWidth(entries[i]);
            texts[i].Draw(canvas, x, 0, TextSize, Palette.Ink.Skia());
            x += texts[i].Measure(TextSize) + Between;
        }

        canvas.Restore();
    }

    private static float SampleWidth(KeyEntry entry) => entry switch
    {
        { Marker: MarkerShape.None, Line: null, Fill: null } => 0,
        { Line: null, Fill: null } => Math.Max(Sample / 2, entry.Size + 4) + AfterSample,
        _ => Sample + AfterSample,
    };

    private static void DrawSample(SKCanvas canvas, KeyEntry entry, float x, float y)
    {
        using var paint = Paint.NewDisposablePaint();
        var width = SampleWidth(entry) - AfterSample;
        if (entry.Fill is { } fill)
        {
            using var area = new SKPaint { Color = fill.Skia() };
            canvas.DrawRect(x, y - 7, width, 14, area);
        }

        if (entry.Line is { } pattern)
        {
            // As a path: Skia's SVG cannot dash a plain line.
            var style = new LineStyle(2, entry.Colour, pattern) { AntiAlias = true };
            Drawing.DrawPath(canvas, paint, [new Pixel(x, y), new Pixel(x + width, y)], style);
        }

        if (entry.Marker != MarkerShape.None)
        {
            var style = new MarkerStyle(entry.Marker, entry.Size, entry.Colour) { LineWidth = 1.8f };
            Drawing.DrawMarker(canvas, paint, new Pixel(x + width / 2, y), style);
        }
    }
}
