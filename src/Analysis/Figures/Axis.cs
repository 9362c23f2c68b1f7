using System.Globalization;
using ScottPlot;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>One axis of a panel, in drawing coordinates (log10 of the value on a logarithmic axis).</summary>
/// <param name="Low">Lower limit.</param>
/// <param name="High">Upper limit.</param>
/// <param name="Ticks">Major ticks with their labels, and minor ones.</param>
internal sealed record Axis(double Low, double High, IReadOnlyList<Tick> Ticks)
{
    /// <summary>A linear axis with ticks at 1, 2 or 5 times a power of ten.</summary>
    public static Axis Linear(double low, double high, int about = 6) =>
        new(low, high, [.. Steps(low, high, about).Select(value => Tick.Major(value, Numbers.Label(value)))]);

    /// <summary>A logarithmic axis; the limits are log10 of the values.</summary>
    /// <param name="low">Lower limit.</param>
    /// <param name="high">Upper limit.</param>
    /// <param name="room">How many labels have room side by side: decades, 1-2-5 within them, or every n-th decade.</param>
    public static Axis Logarithmic(double low, double high, int room)
    {
        var (first, last) = ((int)Math.Floor(low), (int)Math.Ceiling(high));
        var every = Math.Max(1, (int)Math.Ceiling((high - low) / room));
        var labelled = Labelled(low, high, first, last, every, room).ToHashSet();
        var ticks = labelled.Select(value => Tick.Major(Math.Log10(value), Numbers.Label(value))).ToList();
        for (var decade = first; decade <= last; decade++)
        {
            for (var digit = 1; digit <= (every > 1 ? 1 : 9); digit++)
            {
                var value = Value(digit, decade);
                if (!labelled.Contains(value)) ticks.Add(Tick.Minor(Math.Log10(value)));
            }
        }

        return new Axis(low, high, [.. ticks.Where(t => t.Position >= low && t.Position <= high).OrderBy(t => t.Position)]);
    }

    /// <summary>Where a value lies between Low (0) and High (1).</summary>
    public double Fraction(double position) => (position - Low) / (High - Low);

    // 1-2-5 where it fits (log10 2 is the smallest step), else decades; round values in between on a short axis.
    private static IReadOnlyList<double> Labelled(double low, double high, int first, int last, int every, int room)
    {
        var fine = (high - low) / Math.Log10(2) <= room;
        IReadOnlyList<double> labels = [.. Values(fine ? [1, 2, 5] : [1], first, last, every).Where(Inside)];
        return labels.Count >= 2
            ? labels
            : [.. Steps(Math.Pow(10, low), Math.Pow(10, high), 5).Where(v => v > 0 && Inside(v))];

        bool Inside(double value) => Math.Log10(value) >= low && Math.Log10(value) <= high;
    }

    private static IEnumerable<double> Values(int[] digits, int first, int last, int every)
    {
        for (var decade = first; decade <= last; decade++)
        {
            if (decade % every != 0) continue;
            foreach (var digit in digits) yield return Value(digit, decade);
        }
    }

    // Parsed, not multiplied: 3e-4 must be the double nearest to 3e-4 to be labelled 0.0003.
    private static double Value(int digit, int decade) =>
        double.Parse(string.Create(CultureInfo.InvariantCulture, $"{digit}e{decade}"), CultureInfo.InvariantCulture);

    private static IEnumerable<double> Steps(double low, double high, int about)
    {
        var raw = (high - low) / about;
        var decade = (int)Math.Floor(Math.Log10(raw));
        var step = new[] { Value(1, decade), Value(2, decade), Value(5, decade), Value(1, decade + 1) }
            .MinBy(s => Math.Abs(Math.Log(s / raw)));
        for (var k = Math.Ceiling(low / step - 1e-9); k * step <= high + step * 1e-9; k++)
            yield return Math.Round(k * step, Math.Clamp(1 - decade, 0, 15));
    }
}
