using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>One set of axes at a fixed place on the figure, so that panels with the same left and right edge align.</summary>
internal sealed class Panel : IDisposable
{
    private const float TextSize = 16;
    private const float LabelAside = 80, Outside = 300;
    private const float NoteSize = 15;
    private readonly List<(RichText Text, double X, double Y, TextAnchor Anchor, SKColor Colour)> _notes = [];
    private readonly RichText? _yLabel;
    private readonly RichText? _xLabel;

    /// <summary>Makes an empty panel.</summary>
    /// <param name="area">Where the data go, in figure pixels.</param>
    /// <param name="x">Horizontal axis.</param>
    /// <param name="y">Vertical axis.</param>
    /// <param name="yLabel">Label of the vertical axis; null leaves its tick labels out too (a panel beside has them).</param>
    /// <param name="xLabel">Label of the horizontal axis; null leaves its tick labels out too (a panel below has them).</param>
    public Panel(SKRect area, Axis x, Axis y, string? yLabel, string? xLabel)
    {
        _ = FigureFont.Typeface;
        (Area, X, Y) = (area, x, y);
        _yLabel = yLabel is null ? null : RichText.Markup(yLabel);
        _xLabel = xLabel is null ? null : RichText.Markup(xLabel);
        Plot.Font.Set(FigureFont.Name);
        Plot.FigureBackground.Color = Colors.Transparent;
        Plot.RenderManager.ClearCanvasBeforeEachRender = false;
        Plot.Layout.Fixed(new PixelPadding(area.Left, Outside, Outside, area.Top));
        Plot.Axes.SetLimits(x.Low, x.High, y.Low, y.High);
        Plot.Axes.Bottom.TickGenerator = Ticks(x, xLabel is not null);
        Plot.Axes.Left.TickGenerator = Ticks(y, yLabel is not null);
        foreach (var axis in new IAxis[] { Plot.Axes.Bottom, Plot.Axes.Left })
        {
            axis.TickLabelStyle.FontSize = TextSize;
            axis.TickLabelStyle.ForeColor = Palette.Ink;
        }

        Plot.Axes.Left.TickLabelStyle.OffsetY = 2;
        Plot.Grid.MajorLineColor = Palette.Grid;
    }

    /// <summary>Where the data go, in figure pixels.</summary>
    public SKRect Area { get; }

    /// <summary>The horizontal axis.</summary>
    public Axis X { get; }

    /// <summary>The vertical axis.</summary>
    public Axis Y { get; }

    /// <summary>What is drawn inside.</summary>
    public Plot Plot { get; } = new();

    /// <summary>A line through the points, broken where a value is not finite.</summary>
    public void Line(
        IReadOnlyList<double> x, IReadOnlyList<double> y, Color colour, float width, LinePattern? pattern = null)
    {
        for (var start = 0; start < x.Count; start++)
        {
            var end = start;
            while (end < x.Count && double.IsFinite(y[end])) end++;
            if (end - start > 1)
            {
                var line = Plot.Add.ScatterLine(x.Skip(start).Take(end - start).ToArray(), y.Skip(start).Take(end - start).ToArray());
                (line.Color, line.LineWidth, line.LinePattern) = (colour, width, pattern ?? LinePattern.Solid);
                if (pattern is not null) Plot.Add.Plottable(new ForgetDashes());
            }

            start = end;
        }
    }

    /// <summary>One marker; an open one hides what is behind it, so that it is seen to be open.</summary>
    public void Mark(double x, double y, MarkerShape filled, float size, Color colour, bool open = false)
    {
        Plot.Add.Marker(x, y, filled, size, open ? Colors.White : colour);
        if (!open) return;
        var outline = Plot.Add.Marker(x, y, Palette.Open(filled), size, colour);
        outline.MarkerLineWidth = 1.8f;
    }

    /// <summary>A ring around a point.</summary>
    public void Ring(double x, double y, Color colour)
    {
        var ring = Plot.Add.Marker(x, y, MarkerShape.OpenCircle, 20, colour);
        ring.MarkerLineWidth = 2;
    }

    /// <summary>A straight line from one point to another.</summary>
    public void Stroke(double x1, double y1, double x2, double y2, Color colour, float width, LinePattern? pattern = null)
    {
        // A scatter line, not a line: it is drawn as a path, and only paths can be dashed in Skia's SVG.
        var line = Plot.Add.ScatterLine(new[] { x1, x2 }, new[] { y1, y2 });
        (line.Color, line.LineWidth, line.LinePattern) = (colour, width, pattern ?? LinePattern.Solid);
        if (pattern is not null) Plot.Add.Plottable(new ForgetDashes());
    }

    /// <summary>A vertical bar from low to high, with a cap at each end that is known.</summary>
    public void Bar(double x, double low, double high, Color colour, bool capHigh = true)
    {
        var half = 4 * (X.High - X.Low) / Area.Width;
        Stroke(x, low, x, high, colour, 1.5f);
        Stroke(x - half, low, x + half, low, colour, 1.5f);
        if (capHigh) Stroke(x - half, high, x + half, high, colour, 1.5f);
    }

    /// <summary>A filled rectangle behind everything added later.</summary>
    public void Shade(double left, double right, double bottom, double top, Color colour)
    {
        var rectangle = Plot.Add.Rectangle(left, right, bottom, top);
        (rectangle.FillColor, rectangle.LineWidth) = (colour, 0);
    }

    /// <summary>Markers that are alike, seen through one another.</summary>
    public void Points(double[] x, double[] y, Color colour, float size, MarkerShape shape = MarkerShape.FilledCircle)
    {
        if (x.Length == 0) return;
        Plot.Add.Markers(x, y, shape, size, colour);
    }

    /// <summary>The area between two lines, where both are finite.</summary>
    public void Band(IReadOnlyList<double> x, IReadOnlyList<double> low, IReadOnlyList<double> high, Color colour)
    {
        for (var start = 0; start < x.Count; start++)
        {
            var end = start;
            while (end < x.Count && double.IsFinite(low[end]) && double.IsFinite(high[end])) end++;
            if (end - start > 1)
            {
                var within = Enumerable.Range(start, end - start);
                var fill = Plot.Add.Polygon([.. within.Select(i => new Coordinates(x[i], low[i])), .. within.Reverse().Select(i => new Coordinates(x[i], high[i]))]);
                (fill.FillColor, fill.LineWidth) = (colour, 0);
            }

            start = end;
        }
    }

    /// <summary>A few words at a point, over everything else.</summary>
    public void Note(RichText text, double x, double y, TextAnchor anchor = TextAnchor.Left, bool isOnDark = false) =>
        _notes.Add((text, x, y, anchor, isOnDark ? SKColors.White : Palette.Ink.Skia()));

    /// <summary>A few words above the upper left corner.</summary>
    public void Title(string text) => Note(RichText.Plain(text), X.Low, Y.High + 6 * UnitY);

    /// <summary>What a unit of the drawing is on the axes.</summary>
    public double UnitX => (X.High - X.Low) / Area.Width;

    /// <inheritdoc cref="UnitX"/>
    public double UnitY => (Y.High - Y.Low) / Area.Height;

    /// <summary>Draws the panel with its axis labels.</summary>
    public void Render(SKCanvas canvas)
    {
        // ScottPlot renders again when the limits differ from those of the render before, which would put everything
        // into an SVG twice: let the first render go nowhere.
        var figure = new PixelRect(0, Area.Right + Outside, Area.Bottom + Outside, 0);
        using (var nowhere = new SKNoDrawCanvas((int)figure.Right, (int)figure.Bottom)) Plot.Render(nowhere, figure);
        canvas.Save();
        Plot.Render(canvas, figure);
        canvas.Restore();

        _yLabel?.Draw(
            canvas, Area.Left - LabelAside, Area.MidY, _yLabel.Fit(18, Area.Height + 16), Palette.Ink.Skia(), TextAnchor.Centre, -90);
        foreach (var (text, x, y, anchor, colour) in _notes)
        {
            text.Draw(
                canvas, Area.Left + Area.Width * (float)X.Fraction(x), Area.Bottom - Area.Height * (float)Y.Fraction(y),
                text.Fit(NoteSize, Area.Width - 16), colour, anchor);
        }

        _xLabel?.Draw(canvas, Area.MidX, Area.Bottom + 50, 18, Palette.Ink.Skia(), TextAnchor.Centre);
    }

    private static NumericManual Ticks(Axis axis, bool areLabelled) =>
        new([.. axis.Ticks.Select(t => areLabelled ? t : new Tick(t.Position, string.Empty, t.IsMajor))]);

    /// <inheritdoc/>
    public void Dispose() => Plot.Dispose();
}
