using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>Where the given point lies on a piece of text.</summary>
internal enum TextAnchor
{
    /// <summary>At its left end.</summary>
    Left,

    /// <summary>At its middle.</summary>
    Centre,

    /// <summary>At its right end.</summary>
    Right,
}

/// <summary>A line of text with subscripts, which ScottPlot's labels cannot do.</summary>
internal sealed class RichText
{
    private const float SubscriptSize = 0.72f;
    private const float SubscriptDrop = 0.18f;
    private readonly IReadOnlyList<(string Text, bool Subscript)> _runs;

    private RichText(IReadOnlyList<(string Text, bool Subscript)> runs) => _runs = runs;

    /// <summary>Text as it is: for names that a user chose.</summary>
    public static RichText Plain(string text) => new([(text, false)]);

    /// <summary>Text in which <c>_{…}</c> is a subscript, as in <c>λ_{nMLE}</c>.</summary>
    public static RichText Markup(string text)
    {
        var runs = new List<(string, bool)>();
        var rest = text;
        while (rest.IndexOf("_{", StringComparison.Ordinal) is var open and >= 0)
        {
            var close = rest.IndexOf('}', open);
            if (open > 0) runs.Add((rest[..open], false));
            runs.Add((rest[(open + 2)..close], true));
            rest = rest[(close + 1)..];
        }

        if (rest.Length > 0) runs.Add((rest, false));
        return new RichText(runs);
    }

    /// <summary>Width in pixels at a font size.</summary>
    public float Measure(float size)
    {
        using var normal = FigureFont.At(size);
        using var small = FigureFont.At(size * SubscriptSize);
        return _runs.Sum(run => (run.Subscript ? small : normal).MeasureText(run.Text));
    }

    /// <summary>The largest size up to <paramref name="size"/> at which the text is at most so wide.</summary>
    public float Fit(float size, float width) => Math.Min(size, size * width / Math.Max(1, Measure(size)));

    /// <summary>Draws the text with its baseline through (x, y); degrees turn it clockwise about that point.</summary>
    public void Draw(
        SKCanvas canvas, float x, float y, float size, SKColor colour, TextAnchor anchor = TextAnchor.Left,
        float degrees = 0)
    {
        using var paint = new SKPaint { Color = colour, IsAntialias = true };
        using var normal = FigureFont.At(size);
        using var small = FigureFont.At(size * SubscriptSize);
        var pen = anchor switch
        {
            TextAnchor.Left => 0f,
            TextAnchor.Centre => -Measure(size) / 2,
            _ => -Measure(size),
        };
        canvas.Save();
        canvas.Translate(x, y);
        canvas.RotateDegrees(degrees);
        foreach (var (text, subscript) in _runs)
        {
            var font = subscript ? small : normal;
            canvas.DrawText(text, pen, subscript ? size * SubscriptDrop : 0, font, paint);
            pen += font.MeasureText(text);
        }

        canvas.Restore();
    }
}
