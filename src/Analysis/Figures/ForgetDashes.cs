using ScottPlot;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>
/// Draws nothing: takes the dashes of the line before it off the paint that ScottPlot's plottables share. Left there,
/// they make Skia's SVG writer complain on the console at the next filled shape.
/// </summary>
internal sealed class ForgetDashes : IPlottable
{
    /// <inheritdoc/>
    public bool IsVisible { get; set; } = true;

    /// <inheritdoc/>
    public IAxes Axes { get; set; } = new Axes();

    /// <inheritdoc/>
    public IEnumerable<LegendItem> LegendItems => [];

    /// <inheritdoc/>
    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    /// <inheritdoc/>
    public void Render(RenderPack rp) => rp.Paint.SKPathEffect = null!;
}
