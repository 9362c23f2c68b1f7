using System.Globalization;
using MathNet.Numerics.Statistics;

namespace Chaos.Actors.Benchmarks.CostCurve;

/// <summary>The curves as text: rows to draw and compute from, a table to read.</summary>
internal static class Tables
{
    /// <summary>Every repetition, CSV.</summary>
    public static IEnumerable<string> Rows(IEnumerable<Curve> curves) =>
    [
        "varied,value,quantity,repetition,seconds",
        .. curves.SelectMany(curve => curve.Points.SelectMany(point => point.Times.Select((time, i) => string.Create(
            CultureInfo.InvariantCulture,
            $"\"{curve.Varied.Name}\",{point.Value},{curve.Varied.QuantityName},{i + 1},{time:G6}")))),
    ];

    /// <summary>One line a size, Markdown.</summary>
    public static IEnumerable<string> Markdown(IEnumerable<Curve> curves, string conditions) =>
    [
        conditions, "",
        "| what varies | from – to | timed | least times, ms | medians, ms | exponent | steepest step |",
        "|---|--:|---|--:|--:|--:|--:|",
        .. curves.Select(Line),
    ];

    private static string Line(Curve curve)
    {
        var (first, last, steepest) = (curve.Points[0], curve.Points[^1], curve.Steepest);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {curve.Varied.Name} | {first.Value:N0} – {last.Value:N0} | {curve.Varied.QuantityName} "
            + $"| {1000 * first.Least:G3} – {1000 * last.Least:G3} | {1000 * first.Times.Median():G3} – {1000 * last.Times.Median():G3} "
            + $"| **{curve.Exponent:F2}** | {steepest.Exponent:F2} ({steepest.From.Value:N0} → {steepest.To.Value:N0}) |");
    }
}
