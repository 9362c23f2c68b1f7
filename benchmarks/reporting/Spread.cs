using MathNet.Numerics.Statistics;

namespace Chaos.Actors.Benchmarks.Reporting;

/// <summary>Five numbers that say how a measurement scatters over its repetitions.</summary>
internal readonly record struct Spread(double Min, double LowerQuartile, double Median, double UpperQuartile, double Max)
{
    /// <summary>Of at least one value.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        var five = values.FiveNumberSummary();
        return new Spread(five[0], five[1], five[2], five[3], five[4]);
    }
}
