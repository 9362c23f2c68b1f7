using System.Globalization;
using Chaos.Actors.Analysis.Figures;
using Chaos.Actors.Benchmarks.Reporting;
using MathNet.Numerics.Statistics;
using ScottPlot;
using SkiaSharp;
using Palette = Chaos.Actors.Analysis.Figures.Palette;

namespace Chaos.Actors.Benchmarks.CostCurve;

/// <summary>A small log-log panel for each varied size, with the line of proportional growth through the base item.</summary>
internal static class CurveFigure
{
    private const int Columns = 3;
    private const float PanelWidth = 272;
    private const float PanelHeight = 264;
    private const double Margin = 0.06;

    public static Figure Of(IReadOnlyList<Curve> curves, string conditions) => new(
        "performance-cost-curve", "Time of training against each size of a work item", FigureTitle.Height,
        canvas => Draw(canvas, curves, conditions));

    private static void Draw(SKCanvas canvas, IReadOnlyList<Curve> curves, string conditions)
    {
        FigureTitle.Draw(
            canvas, "What each size of a work item costs",
            "one core; MNIST 784–64–10, 10,000 training samples, 1 + 2 networks, one size varied at a time", conditions,
            "drawn by benchmarks/cost-curve/run");
        for (var i = 0; i < curves.Count; i++)
            Draw(canvas, curves[i], new SKPoint(116 + i % Columns * 391, 152 + i / Columns * (PanelHeight + 108)));
        Key(canvas, new SKPoint(116 + 2 * 391 - 76, 152 + PanelHeight + 108));
    }

    private static void Draw(SKCanvas canvas, Curve curve, SKPoint corner)
    {
        double[] x = [.. curve.Points.Select(point => Math.Log10(point.Value))];
        double[] least = [.. curve.Points.Select(point => Math.Log10(1000 * point.Least))];
        double[] most = [.. curve.Points.Select(point => Math.Log10(1000 * point.Times.Maximum()))];

        // Proportional growth, through the point nearest to the base item's, as far as the sizes go.
        var fixedPoint = Array.FindIndex(curve.Points.ToArray(), point => point.Size == Size.Base) is var at and >= 0 ? at : x.Length / 2;
        var (from, to) = (least[fixedPoint] + x[0] - x[fixedPoint], least[fixedPoint] + x[^1] - x[fixedPoint]);
        var (low, high) = (Math.Min(from, least.Min()), Math.Max(to, most.Max()));
        var area = SKRect.Create(corner.X, corner.Y, PanelWidth, PanelHeight);
        using var panel = new Panel(
            area, Wide(x[0], x[^1], 6), Wide(low, high, 9), $"ms, {curve.Varied.QuantityName}", curve.Varied.Name);
        panel.Stroke(x[0], from, x[^1], to, Palette.Faint, 1.5f, LinePattern.Dashed);
        panel.Line(x, least, Palette.Category(0).WithAlpha(0.55), 1.5f);
        for (var i = 0; i < x.Length; i++)
        {
            panel.Bar(x[i], least[i], most[i], Palette.Category(0));
            panel.Mark(x[i], least[i], MarkerShape.FilledCircle, 9, Palette.Category(0));
        }

        panel.Render(canvas);
        RichText.Plain($"exponent {curve.Exponent.ToString("F2", CultureInfo.InvariantCulture)}").Draw(
            canvas, area.Left, area.Top - 10, 15, Palette.Ink.Skia());
    }

    private static Axis Wide(double low, double high, int room) =>
        Axis.Logarithmic(low - Margin * (high - low), high + Margin * (high - low), room);

    private static void Key(SKCanvas canvas, SKPoint corner)
    {
        KeyEntry[] entries =
        [
            new("least of the repetitions; bar: to the largest", MarkerShape.FilledCircle, Palette.Category(0), LinePattern.Solid),
            new("proportional growth (slope 1)", MarkerShape.None, Palette.Faint, LinePattern.Dashed),
            new("exponent: least squares on both logarithms", MarkerShape.None, Palette.Ink),
        ];
        for (var i = 0; i < entries.Length; i++)
            FigureKey.Draw(canvas, corner.X, Figure.Width - 10, corner.Y + 20 + 30 * i, [entries[i]]);
    }
}
