using ScottPlot;
using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>
/// Coloured rectangles side by side, a path for each colour: as vectors a few hundred kilobytes at most, where a rectangle each would be
/// megabytes.
/// </summary>
/// <param name="x">Edges of the columns, ascending, one more than there are.</param>
/// <param name="y">Edges of the rows, ascending, one more than there are.</param>
/// <param name="values">[rows][columns]: from −1 to 1; nothing is drawn where NaN.</param>
internal sealed class ColourMap(double[] x, double[] y, double[][] values) : IPlottable
{
    private const int Levels = 16; // on each side of 0
    private const float Overlap = 0.4f; // no white lines between neighbours

    /// <inheritdoc/>
    public bool IsVisible { get; set; } = true;

    /// <inheritdoc/>
    public IAxes Axes { get; set; } = new Axes();

    /// <inheritdoc/>
    public IEnumerable<LegendItem> LegendItems => [];

    /// <inheritdoc/>
    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    /// <inheritdoc/>
    public void Render(RenderPack rp)
    {
        var paths = new SortedDictionary<int, SKPath>();
        for (var row = 0; row < values.Length; row++)
        {
            var (bottom, top) = (Axes.GetPixelY(y[row]), Axes.GetPixelY(y[row + 1]));
            for (int column = 0, next; column < values[row].Length; column = next)
            {
                next = column + 1;
                if (double.IsNaN(values[row][column])) continue;
                var level = Level(values[row][column]);
                while (next < values[row].Length && !double.IsNaN(values[row][next]) && Level(values[row][next]) == level) next++;
                if (!paths.TryGetValue(level, out var path)) paths.Add(level, path = new SKPath());
                path.AddRect(new SKRect(Tenth(Axes.GetPixelX(x[column])), Tenth(top), Tenth(Axes.GetPixelX(x[next]) + Overlap), Tenth(bottom + Overlap)));
            }
        }

        foreach (var (level, path) in paths)
        {
            using var paint = new SKPaint { Color = Palette.Diverging((double)level / Levels).Skia() };
            rp.Canvas.DrawPath(path, paint);
            path.Dispose();
        }
    }

    private static int Level(double value) => (int)Math.Round(Math.Clamp(value, -1, 1) * Levels);

    private static float Tenth(float value) => MathF.Round(value * 10) / 10;
}
