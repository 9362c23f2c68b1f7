using System.Globalization;
using Chaos.Actors.Analysis;

namespace Chaos.Actors.Cli.Screens;

/// <summary>Numbers as they are shown, the same in every culture.</summary>
internal static class Format
{
    /// <summary>A value of an axis: 0.0005, 12.5; four digits tell neighbours apart, the files have all of them.</summary>
    public static string Axis(double value) => Numbers.Rate(value);

    /// <summary>An exponent, with its sign.</summary>
    public static string Exponent(double value) => Numbers.Fixed(value, 4) is var text && value > 0 && text is not ("0.0000" or "∞")
        ? "+" + text
        : text.Replace('−', '-');

    /// <summary>An exponent's interval.</summary>
    public static string Interval(double low, double high) =>
        Numbers.Range(low, high, end => Numbers.Fixed(end, 4).Replace('−', '-'));

    /// <summary>A standard error of an exponent.</summary>
    public static string Error(double value) => Numbers.Fixed(value, 4);

    /// <summary>A distance: 2.54e-4.</summary>
    public static string Distance(double value) =>
        double.IsFinite(value) ? value.ToString("0.00e-0", CultureInfo.InvariantCulture) : Numbers.Label(value);

    /// <summary>An accuracy, a loss or another share as three decimals.</summary>
    public static string Accuracy(double value) => Numbers.Fixed(value, 3);

    /// <summary>A threshold: 0.80.</summary>
    public static string Threshold(double value) => value.ToString("0.00##", CultureInfo.InvariantCulture);

    /// <summary>A whole percentage, 0 and 100 only when exact.</summary>
    public static string Percent(double share)
    {
        if (!double.IsFinite(share)) return Numbers.Unknown;
        var percent = Math.Round(100 * share);
        if (share > 0 && percent == 0) return "<1%";
        if (share < 1 && percent == 100) return "99%";
        return percent.ToString("0", CultureInfo.InvariantCulture) + "%";
    }

    /// <summary>A count with separators: 12,345.</summary>
    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A rate with three digits and a suffix: 12.3k.</summary>
    public static string Rate(double value) => value switch
    {
        double.NaN => "–",
        >= 1e6 => (value / 1e6).ToString("#,0.0", CultureInfo.InvariantCulture) + "M",
        >= 1e5 => Math.Floor(value / 1e3).ToString("0", CultureInfo.InvariantCulture) + "k",
        >= 1e3 => (value / 1e3).ToString("0.0", CultureInfo.InvariantCulture) + "k",
        >= 10 => value.ToString("0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.0", CultureInfo.InvariantCulture),
    };

    /// <summary>A time on a clock: 0:42, 1:02:03, 2 d 3 h.</summary>
    public static string Clock(TimeSpan time) => time.TotalHours switch
    {
        >= 48 => Invariant($"{(int)time.TotalDays} d {time.Hours} h"),
        >= 1 => Invariant($"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}"),
        _ => Invariant($"{time.Minutes}:{time.Seconds:00}"),
    };

    /// <summary>A time that may be short: 0.42 s, 12 s, then as on a clock.</summary>
    public static string Seconds(double seconds) => seconds switch
    {
        < 0.01 => (1000 * seconds).ToString("0.00", CultureInfo.InvariantCulture) + " ms",
        < 10 => seconds.ToString("0.00", CultureInfo.InvariantCulture) + " s",
        < 60 => seconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
        _ => Clock(TimeSpan.FromSeconds(Math.Min(seconds, 1e9))),
    };

    /// <summary>A path relative to where the user is, when that is shorter.</summary>
    public static string Path(string path)
    {
        var relative = System.IO.Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    /// <summary>An argument as it can be typed into a shell again.</summary>
    public static string Argument(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || "-_./=+,:@%".Contains(c))
            ? text
            : "'" + text.Replace("'", "'\\''") + "'";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>What of an extended campaign is there: <c>72 of 128 items are here already, 56 to compute</c>.</summary>
    public static string Here(long done, long items) =>
        $"{Count(done)} of {Count(items)} items {(done == 1 ? "is" : "are")} here already, "
        + (done == items ? "none to compute" : $"{Count(items - done)} to compute");
}
