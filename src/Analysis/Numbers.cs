using System.Globalization;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>Numbers as a reader wants them: culture-free, short, with a true minus sign.</summary>
internal static class Numbers
{
    /// <summary>All digits, no padding: 0.0005, 12.5, 1e-8, 60,000 as 60000.</summary>
    public static string Label(double value)
    {
        if (value == 0) return "0";
        var size = Math.Abs(value);
        var format = size is >= 1e-4 and < 1e6 ? "0.##########" : "0.######e-0";
        return Minus(value.ToString(format, CultureInfo.InvariantCulture));
    }

    /// <summary>A learning rate in at most four significant digits: grids given by a scale have all sixteen.</summary>
    public static string Rate(double value) =>
        Label(double.Parse(value.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    /// <summary>So many significant digits; ∞ and – (unknown) in words a table can hold.</summary>
    public static string Significant(double value, int digits = 3)
    {
        if (double.IsNaN(value)) return "–";
        if (double.IsInfinity(value)) return value > 0 ? "∞" : "−∞";
        if (value == 0) return "0";
        var exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        if (exponent is < -3 or > 5)
            return Minus(value.ToString("0." + new string('#', digits - 1) + "e-0", CultureInfo.InvariantCulture));
        var decimals = Math.Clamp(digits - 1 - exponent, 0, 15);
        return Minus(value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
    }

    /// <summary>A count with thousands separators.</summary>
    public static string Count(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A fraction as whole per cent; never 0 % or 100 % unless it is exactly that.</summary>
    public static string Percent(double fraction)
    {
        if (double.IsNaN(fraction)) return "–";
        var rounded = Math.Round(100 * fraction);
        if (fraction > 0 && rounded == 0) return "<1 %";
        if (fraction < 1 && rounded == 100) return ">99 %";
        return rounded.ToString("0", CultureInfo.InvariantCulture) + " %";
    }

    private static string Minus(string text) => text.StartsWith('-') ? "−" + text[1..] : text;
}
