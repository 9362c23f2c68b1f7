using System.Globalization;

namespace Chaos.Actors.Campaigns;

/// <summary>Learning rates of few digits: short to read, shared between campaigns, and the same number whatever a libm makes of a logarithm.</summary>
public static class ShortRates
{
    /// <summary>The number of so many significant digits next to a value.</summary>
    public static double Rounded(double value, int digits) =>
        double.Parse(value.ToString($"G{digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>A rate half way between two in ln η, of as few digits (three at least) as keep it apart from both; null if none does.</summary>
    public static double? Between(double low, double high)
    {
        var middle = Math.Sqrt(low * high);
        for (var digits = 3; digits <= 6; digits++)
            if (Rounded(middle, digits) is var rate && rate > low && rate < high) return rate;
        return null;
    }
}
