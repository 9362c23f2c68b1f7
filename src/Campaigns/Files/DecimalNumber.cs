using System.Globalization;

namespace Chaos.Actors.Campaigns.Files;

/// <summary>Numbers that a user writes down, as float64: what float64 cannot hold is told apart from what is no number.</summary>
public static class DecimalNumber
{
    // 2^−1022, the smallest that has all 53 bits. What is smaller loses digits, and below 4.9e-324 all of them.
    private const double SmallestNormal = 2.2250738585072014e-308;

    /// <summary>
    /// Reads a decimal number. Words that <see cref="double"/> also understands (Infinity, nan, ∞) are none.
    /// </summary>
    /// <param name="text">The number, such as <c>-1.5e-8</c>.</param>
    /// <param name="value">What it is; 0 if it is none.</param>
    /// <param name="loss">What float64 makes of it that the user cannot have meant, or null.</param>
    public static bool TryParse(string text, out double value, out string? loss)
    {
        (value, loss) = (0, null);
        if (text.AsSpan().TrimStart("+-") is not ([>= '0' and <= '9', ..] or ['.', >= '0' and <= '9', ..])) return false;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)) return false;
        if (double.IsInfinity(value))
            loss = "which overflows (the largest number is 1.8e308)";
        else if (Math.Abs(value) < SmallestNormal && Digits(text).IndexOfAnyInRange('1', '9') >= 0)
            loss = "which underflows (the smallest number is 2.3e-308)";
        return true;
    }

    private static ReadOnlySpan<char> Digits(string text)
    {
        var exponent = text.AsSpan().IndexOfAny('e', 'E');
        return exponent < 0 ? text : text.AsSpan(0, exponent);
    }
}
