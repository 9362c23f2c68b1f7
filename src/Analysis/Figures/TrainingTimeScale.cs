using ScottPlot;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>
/// The vertical axis of τ: logarithmic (τ falls like 1/η), linear if any value is below one epoch; above T, where
/// anything is censored, a strip with a row for each censored threshold.
/// </summary>
internal sealed class TrainingTimeScale
{
    private const double TickHeight = 18;
    private readonly bool _logarithmic;
    private readonly int[] _rows;

    private TrainingTimeScale(bool logarithmic, int[] rows, double stripLow, Axis axis) =>
        (_logarithmic, _rows, StripLow, Axis) = (logarithmic, rows, stripLow, axis);

    /// <summary>The axis.</summary>
    public Axis Axis { get; }

    /// <summary>Whether there is a strip of censored values.</summary>
    public bool HasStrip => _rows.Length > 0;

    /// <summary>The lower edge of the strip: T.</summary>
    public double StripLow { get; }

    /// <summary>The scale for a group, on a panel so many pixels high.</summary>
    public static TrainingTimeScale Of(CellGroup group, double height)
    {
        var thresholds = group.Campaign.Thresholds.Count;
        int[] rows = [.. Enumerable.Range(0, thresholds).Where(k => group.Cells.Any(c =>
            double.IsPositiveInfinity(c.TrainingTimes[k].Median)
            || (double.IsFinite(c.TrainingTimes[k].MedianInterval.Low)
                && double.IsPositiveInfinity(c.TrainingTimes[k].MedianInterval.High))))];
        double[] values = [.. group.Cells.SelectMany(c => c.TrainingTimes)
            .SelectMany(t => new[] { t.Median, t.MedianInterval.Low, t.MedianInterval.High })
            .Where(v => double.IsFinite(v) && v >= 0)];

        var logarithmic = values.All(v => v >= 1);
        var top = Scaled(rows.Length > 0 || values.Length == 0 ? group.Campaign.Epochs : values.Max(), logarithmic);
        var bottom = Scaled(
            values.Length > 0 ? values.Min() : logarithmic ? Math.Max(1, group.Campaign.Epochs / 20.0) : 0, logarithmic);
        if (top <= bottom) (bottom, top) = (bottom - (logarithmic ? 0.3 : 1), top + (rows.Length > 0 ? 0 : logarithmic ? 0.3 : 1));
        var low = bottom - 0.08 * (top - bottom);
        var room = (int)(height / TickHeight);
        if (rows.Length == 0)
        {
            var high = top + 0.08 * (top - bottom);
            return new(logarithmic, rows, high, logarithmic ? Axis.Logarithmic(low, high, room) : Axis.Linear(low, high));
        }

        var strip = Math.Min(0.45, Math.Max(2.4 * TickHeight, 15 * rows.Length + 8) / height);
        var end = top + (top - low) * strip / (1 - strip);
        var axis = logarithmic ? Axis.Logarithmic(low, end, room) : Axis.Linear(low, end);
        var clear = TickHeight / height * (end - low);
        Tick[] ticks =
        [
            .. axis.Ticks.Where(t => t.Position < top - (t.IsMajor ? clear : 0)),
            Tick.Major(top, Numbers.Label(group.Campaign.Epochs)),
            Tick.Major((top + end) / 2, "never"),
        ];
        return new(logarithmic, rows, top, new Axis(low, end, ticks));
    }

    /// <summary>Where τ is drawn; NaN for a censored one.</summary>
    public double Position(double time) => double.IsFinite(time) ? Scaled(time, _logarithmic) : double.NaN;

    /// <summary>Where the censored cells of the k-th threshold are drawn.</summary>
    public double Row(int k) =>
        StripLow + (Axis.High - StripLow) * (Array.IndexOf(_rows, k) + 0.5) / _rows.Length;

    private static double Scaled(double time, bool logarithmic) => logarithmic ? Math.Log10(time) : time;
}
