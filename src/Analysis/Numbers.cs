using System.Globalization;
using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Analysis;

/// <summary>
/// Numbers as a reader wants them, in figures, tables, reports and sentences: culture-free, short whatever their size, with a
/// true minus sign. Files for programs have their own form, which reads back to the same bits.
/// </summary>
public static class Numbers
{
    /// <summary>What nobody knows: no value, or an interval over everything.</summary>
    public const string Unknown = "–";

    /// <summary>All digits, no padding: 0.0005, 12.5, 1e-8, 60,000 as 60000.</summary>
    public static string Label(double value) =>
        NotFinite(value) ?? Written(value, Math.Abs(value) is 0 or (>= 1e-4 and < 1e6) ? "0.##########" : "0.######e-0");

    /// <summary>A learning rate in at most so many significant digits: grids given by a scale have all sixteen.</summary>
    public static string Rate(double value, int digits = 4) => Label(Rounded(value, digits));

    /// <summary>The number of so many significant digits next to a value.</summary>
    public static double Rounded(double value, int digits) => ShortRates.Rounded(value, digits);

    /// <summary>Decades as a sentence says them: a decade, half a decade, 2 decades.</summary>
    public static string Decades(double number) => number switch
    {
        1 => "a decade",
        0.5 => "half a decade",
        _ => $"{Short(number)} decades",
    };

    /// <summary>So many significant digits, padded with zeros.</summary>
    public static string Significant(double value, int digits = 3)
    {
        if (NotFinite(value) is { } word) return word;
        if (value == 0) return "0";
        var exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        if (exponent is < -3 or > 5) return Written(value, "0." + new string('#', digits - 1) + "e-0");
        return Fixed(value, Math.Clamp(digits - 1 - exponent, 0, 15));
    }

    /// <summary>At most so many decimals, in a sentence: 0.0373, 5, 7.03e-6.</summary>
    public static string Short(double value, int decimals = 4) =>
        NotFinite(value)
        ?? Written(value, Math.Abs(value) is 0 or (>= 0.001 and < 1e6) ? "0." + new string('#', decimals) : "0.##e-0");

    /// <summary>Exactly so many decimals, for the columns of a table; 1.23e9 where that would be a row of digits.</summary>
    public static string Fixed(double value, int decimals) =>
        NotFinite(value)
        ?? Written(
            value,
            Math.Abs(value) < 1e6 ? "F" + decimals.ToString(CultureInfo.InvariantCulture) : "0.##e-0");

    /// <summary>Both ends of an interval; <see cref="Unknown"/> if it says nothing.</summary>
    public static string Range(double low, double high, Func<double, string> text) =>
        double.IsNaN(low) || double.IsNaN(high) || (double.IsInfinity(low) && double.IsInfinity(high))
            ? Unknown
            : $"[{text(low)}, {text(high)}]";

    /// <summary>A count with thousands separators.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count and what is counted: 1 seed, 2 seeds.</summary>
    public static string Count(long value, string one) => $"{Count(value)} {one}{(value == 1 ? string.Empty : "s")}";

    /// <summary>How many seeds the cells of a campaign have: 8 seeds, 2 to 60 seeds.</summary>
    public static string Seeds(CampaignSpec campaign, string one = "seed")
    {
        int[] counts = [.. (campaign.CellSeeds ?? Enumerable.Repeat(campaign.Seeds, 1)).Where(seeds => seeds > 0)];
        var (fewest, most) = (counts.Min(), counts.Max());
        return fewest == most ? Count(most, one) : $"{Count(fewest)} to {Count(most, one)}";
    }

    /// <summary>A fraction as whole per cent; never 0 % or 100 % unless it is exactly that.</summary>
    public static string Percent(double fraction)
    {
        if (!double.IsFinite(fraction)) return Unknown;
        var rounded = Math.Round(100 * fraction);
        if (fraction > 0 && rounded == 0) return "<1 %";
        if (fraction < 1 && rounded == 100) return ">99 %";
        return rounded.ToString("0", CultureInfo.InvariantCulture) + " %";
    }

    private static string? NotFinite(double value) => value switch
    {
        double.NaN => Unknown,
        double.PositiveInfinity => "∞",
        double.NegativeInfinity => "−∞",
        _ => null,
    };

    // What is rounded to nothing has no sign.
    private static string Written(double value, string format)
    {
        var text = value.ToString(format, CultureInfo.InvariantCulture);
        return !text.StartsWith('-') ? text : text.AsSpan(1).ContainsAnyInRange('1', '9') ? "−" + text[1..] : text[1..];
    }
}
