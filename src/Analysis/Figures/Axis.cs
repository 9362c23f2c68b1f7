using System.Globalization;
using ScottPlot;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>
/// One axis of a panel, in drawing coordinates (log10 of the value on a logarithmic axis). Whatever limits it is asked for, it
/// gets finite ones that lie apart, and few ticks: values that a figure cannot tell apart are drawn on one another.
/// </summary>
/// <param name="Low">Lower limit.</param>
/// <param name="High">Upper limit.</param>
/// <param name="Ticks">Major ticks with their labels, and minor ones.</param>
internal sealed record Axis(double Low, double High, IReadOnlyList<Tick> Ticks)
{
    // Narrower than this, in parts of the values (decades, on a logarithmic axis), labels would begin to repeat themselves.
    private const double Narrowest = 1e-4;
    private const double Largest = 1e300, Smallest = 1e-290;
    private const double LargestDecade = 1000;
    private const int MostMinor = 6, FewLabels = 5;

    /// <summary>A linear axis with ticks at 1, 2 or 5 times a power of ten.</summary>
    public static Axis Linear(double low, double high, int about = 6)
    {
        (low, high) = Apart(low, high, Largest, Math.Max(Math.Abs(low), Math.Abs(high)) * Narrowest);
        return new(low, high, [.. Steps(low, high, about).Select(value => Tick.Major(value, Numbers.Label(value)))]);
    }

    /// <summary>A logarithmic axis; the limits are log10 of the values.</summary>
    /// <param name="low">Lower limit.</param>
    /// <param name="high">Upper limit.</param>
    /// <param name="room">How many labels have room side by side: decades, 1-2-5 within them, or every n-th decade.</param>
    public static Axis Logarithmic(double low, double high, int room)
    {
        (low, high) = Apart(low, high, LargestDecade, Narrowest);
        var (first, last) = ((int)Math.Floor(low), (int)Math.Ceiling(high));
        var every = Math.Max(1, (int)Math.Ceiling((high - low) / room));
        var labelled = Labelled(low, high, first, last, every, room).ToHashSet();
        var ticks = labelled.Select(value => Tick.Major(Math.Log10(value), Numbers.Label(value))).ToList();
        // Minor ones between the labelled decades, as long as they do not run together.
        for (var decade = first; decade <= last && every <= MostMinor; decade++)
        {
            for (var digit = 1; digit <= (every > 1 ? 1 : 9); digit++)
            {
                var value = Value(digit, decade);
                if (!labelled.Contains(value)) ticks.Add(Tick.Minor(Math.Log10(value)));
            }
        }

        return new Axis(low, high, [.. ticks.Where(t => t.Position >= low && t.Position <= high).OrderBy(t => t.Position)]);
    }

    /// <summary>A symmetric logarithmic axis.</summary>
    /// <param name="scale">Its scale.</param>
    /// <param name="low">Lower limit, as drawn.</param>
    /// <param name="high">Upper limit, as drawn.</param>
    /// <param name="room">How many labels have room side by side.</param>
    public static Axis Symlog(SymlogScale scale, double low, double high, int room)
    {
        (low, high) = Apart(low, high, LargestDecade, Narrowest);
        var (first, last) = ((int)Math.Floor(Math.Log10(scale.Linear)), (int)Math.Ceiling(Math.Log10(scale.Linear)) + (int)Math.Ceiling(Math.Max(Math.Abs(low), Math.Abs(high))));
        var every = Math.Max(1, (int)Math.Ceiling((high - low) / Math.Max(2, room - 1)));
        var digits = every > 1 ? 1 : 9;
        double[] all =
        [
            .. from decade in Enumerable.Range(first, last - first + 1)
               from digit in Enumerable.Range(1, digits)
               from sign in (int[])[-1, 1]
               let value = sign * Value(digit, decade)
               where scale.Position(value) >= low && scale.Position(value) <= high
               select value,
        ];
        // Decades beyond the linear part first, then what has room beside them, as long as labels are few.
        List<double> labelled = low <= 0 && high >= 0 ? [0] : [];
        for (var decade = first + 1; decade <= last; decade += every) labelled.AddRange(all.Where(value => Math.Abs(value).Equals(Value(1, decade))));
        foreach (var digit in (int[])[1, 5, 2, 3])
        {
            foreach (var value in all)
            {
                if (labelled.Count < FewLabels && IsMultiple(value, digit) && labelled.All(other => Math.Abs(scale.Position(other) - scale.Position(value)) >= (high - low) / room))
                    labelled.Add(value);
            }
        }

        Tick[] ticks =
        [
            .. labelled.Select(value => Tick.Major(scale.Position(value), Numbers.Label(value))),
            .. all.Except(labelled).Select(value => Tick.Minor(scale.Position(value))),
        ];
        return new Axis(low, high, [.. ticks.OrderBy(t => t.Position)]);

        bool IsMultiple(double value, int digit) => Enumerable.Range(first, last - first + 1).Any(decade => Math.Abs(value).Equals(Value(digit, decade)));
    }

    /// <summary>Where a value lies between Low (0) and High (1).</summary>
    public double Fraction(double position) => (position - Low) / (High - Low);

    // Finite limits, the lower one below, so far apart that there are numbers between them to label.
    private static (double Low, double High) Apart(double low, double high, double largest, double narrowest)
    {
        if (double.IsNaN(low) || double.IsNaN(high)) return (0, 1);
        (low, high) = (Math.Clamp(Math.Min(low, high), -largest, largest), Math.Clamp(Math.Max(low, high), -largest, largest));
        var width = Math.Clamp(narrowest, Smallest, largest);
        if (high - low >= width) return (low, high);
        if (low == 0 && high == 0) return (-0.5, 0.5);
        var middle = low + (high - low) / 2;
        return (middle - width / 2, middle + width / 2);
    }

    // 1-2-5 where it fits (log10 2 is the smallest step), else decades; round values in between on a short axis.
    private static IReadOnlyList<double> Labelled(double low, double high, int first, int last, int every, int room)
    {
        var fine = (high - low) / Math.Log10(2) <= room;
        IReadOnlyList<double> labels = [.. Values(fine ? [1, 2, 5] : [1], first, last, every).Where(Inside)];
        return labels.Count >= 2
            ? labels
            : [.. Steps(Power(low), Power(high), 5).Where(v => v > 0 && Inside(v))];

        bool Inside(double value) => double.IsFinite(value) && Math.Log10(value) >= low && Math.Log10(value) <= high;
        static double Power(double exponent) => Math.Min(Math.Pow(10, exponent), Largest);
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
    private static double Value(long digits, int decade) =>
        double.Parse(string.Create(CultureInfo.InvariantCulture, $"{digits}e{decade}"), CultureInfo.InvariantCulture);

    // Counted in whole steps: between two large floats near each other, adding a step to a float may not move it.
    private static IEnumerable<double> Steps(double low, double high, int about)
    {
        var raw = (high - low) / about;
        if (!(raw >= Smallest)) return [];
        var decade = (int)Math.Floor(Math.Log10(raw));
        (int Digit, int Decade)[] steps = [(1, decade), (2, decade), (5, decade), (1, decade + 1)];
        var (digit, power) = steps.MinBy(step => Math.Abs(Math.Log(Value(step.Digit, step.Decade) / raw)));
        var step = Value(digit, power);
        var (first, last) = (Math.Ceiling(low / step - 1e-9), Math.Floor(high / step + 1e-9));
        if (!(Math.Abs(first) < 1e15 && Math.Abs(last) < 1e15)) return [];
        return Enumerable.Range(0, (int)(last - first) + 1).Select(i => Value(((long)first + i) * digit, power));
    }
}
