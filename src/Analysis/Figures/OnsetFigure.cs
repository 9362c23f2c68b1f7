using ScottPlot;
using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>
/// λ_nMLE(η) above τ(η) above the fractions of seeds behind them, on one logarithmic η axis: where chaos sets in, and
/// whether learning is fastest there.
/// </summary>
public static class OnsetFigure
{
    private const float Left = 122;
    private const float Right = Figure.Width - 30;

    /// <summary>The figure of one group of cells.</summary>
    public static Figure Of(CellGroup group) => new(
        group.Stem("onset"),
        $"Network Lyapunov exponent and training time against learning rate: {FigureHead.Subject(group)}",
        canvas => Draw(canvas, group));

    private static void Draw(SKCanvas canvas, CellGroup group)
    {
        FigureHead.Draw(canvas, group, "Onset of chaos λ_{nMLE}(η) and training time τ(η)");
        var x = RateAxis(group);
        using (var panel = ExponentPanel.Create(group, x, new SKRect(Left, 136, Right, 392)))
        {
            FigureKey.Draw(canvas, Left, Right, 124, ExponentPanel.Key(group));
            panel.Render(canvas);
        }

        using (var panel = TrainingTimePanel.Create(group, x, new SKRect(Left, 440, Right, 682)))
        {
            FigureKey.Draw(canvas, Left, Right, 428, TrainingTimePanel.Key(group));
            panel.Render(canvas);
        }

        using (var panel = FractionPanel.Create(group, x, new SKRect(Left, 730, Right, 806)))
        {
            FigureKey.Draw(canvas, Left, Right, 718, FractionPanel.Key(group));
            panel.Render(canvas);
        }
    }

    /// <summary>log10 of η, where a cell is drawn.</summary>
    internal static double Position(double rate) => Math.Log10(rate);

    /// <summary>Shades η ≥ η_c; called before anything else is drawn.</summary>
    internal static void ShadeChaos(Panel panel, CellGroup group)
    {
        if (group.Onset is { } onset)
            panel.Shade(Position(onset), panel.X.High, panel.Y.Low, panel.Y.High, Palette.Chaos);
    }

    /// <summary>Draws the line at η_c.</summary>
    internal static void MarkOnset(Panel panel, CellGroup group)
    {
        if (group.Onset is not { } onset) return;
        panel.Stroke(
            Position(onset), panel.Y.Low, Position(onset), panel.Y.High, Palette.Faint, 1.5f, LinePattern.Dashed);
    }

    private static Axis RateAxis(CellGroup group)
    {
        var low = Position(group.Cells[0].Cell.LearningRate);
        var high = Position(group.Cells[^1].Cell.LearningRate);
        var margin = high > low ? 0.04 * (high - low) : 0.5;
        return Axis.Logarithmic(low - margin, high + margin, room: 11);
    }
}
