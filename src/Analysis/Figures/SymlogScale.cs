namespace Chaos.Actors.Analysis.Figures;

/// <summary>
/// A scale for values over many decades on both sides of zero: sign(v) · log10(1 + abs(v) / linear), linear about zero and logarithmic beyond.
/// </summary>
/// <param name="Linear">A power of ten: below it the scale is linear.</param>
internal readonly record struct SymlogScale(double Linear)
{
    private const double MostDecades = 6;

    /// <summary>One on which most of the values lie beyond the linear part, over six decades at most.</summary>
    public static SymlogScale Of(IEnumerable<double> values, double least = 0)
    {
        double[] sizes = [.. values.Where(double.IsFinite).Select(Math.Abs).Where(size => size > 0).Order()];
        if (sizes.Length == 0) return new SymlogScale(least > 0 ? least : 1);
        var typical = Math.Floor(Math.Log10(sizes[sizes.Length / 20]));
        var linear = Math.Max(typical, Math.Ceiling(Math.Log10(sizes[^1])) - MostDecades);
        return new SymlogScale(Math.Max(least, Math.Pow(10, Math.Clamp(linear, -300, 300))));
    }

    /// <summary>Where a value is drawn; NaN for one that is not finite.</summary>
    public double Position(double value) =>
        double.IsFinite(value) ? Math.Sign(value) * Math.Log10(1 + Math.Abs(value) / Linear) : double.NaN;

    /// <summary>An axis that holds the values and zero.</summary>
    /// <param name="values">The values.</param>
    /// <param name="height">Its length in units.</param>
    /// <param name="below">Room left below the least of them, as a share.</param>
    public Axis Axis(IEnumerable<double> values, float height, double below = 0.06)
    {
        double[] positions = [0, .. values.Select(Position).Where(double.IsFinite)];
        var (low, high) = (positions.Min(), positions.Max());
        var span = Math.Max(high - low, 0.3);
        return Figures.Axis.Symlog(this, low - below * span, high + 0.08 * span, (int)(height / 24));
    }
}
