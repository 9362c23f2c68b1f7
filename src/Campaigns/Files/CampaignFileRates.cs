using System.Globalization;

namespace Chaos.Actors.Campaigns.Files;

/// <summary>The learning rates: a list, or a range {from, to, points, scale}.</summary>
internal static class CampaignFileRates
{
    private const int MaximumPoints = 10_000;
    private const string Rate = "a number greater than 0";

    private static readonly string[] Fields = ["from", "to", "points", "scale"];

    /// <summary>The learning rates, ascending, or null (reported).</summary>
    public static double[]? Read(CampaignFileNode node, string field, CampaignFileProblems problems)
    {
        if (node is CampaignFileMap) return Range(node, field, problems);
        if (node is CampaignFileList { Items.Count: > 0 } or CampaignFileScalar { IsNothing: false })
            return CampaignFileNumbers.List(node, field, Rate, rate => rate > 0, problems);
        problems.Expected(node, field, "a number, a list of numbers or {from, to, points, scale}");
        return null;
    }

    /// <summary>
    /// Points spaced evenly on the scale, ends included and exact. The ones between are rounded to six significant
    /// digits: short to read, and the same number on every machine whatever its libm makes of a logarithm.
    /// </summary>
    public static double[] Spread(double from, double to, int points, bool logarithmic)
    {
        var rates = new double[points];
        for (var i = 0; i < points; i++)
        {
            var share = (double)i / (points - 1);
            var rate = logarithmic
                ? Math.Exp(Math.Log(from) + share * (Math.Log(to) - Math.Log(from)))
                : from + share * (to - from);
            rates[i] = double.Parse(rate.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        }
        (rates[0], rates[^1]) = (from, to);
        return rates;
    }

    private static double[]? Range(CampaignFileNode node, string field, CampaignFileProblems problems)
    {
        if (CampaignFileFields.Of(node, field, Fields, problems) is not { } fields) return null;
        var from = Bound("from");
        var to = Bound("to");
        var points = fields.Required("points", "the number of learning rates") is { } count
            ? CampaignFileNumbers.Count(count, fields.Child("points"), "the number of points", MaximumPoints, problems, 2)
            : null;
        var logarithmic = true;
        if (fields.Optional("scale") is { } scale)
        {
            if (scale is not CampaignFileScalar { Value: "log" or "linear" } word)
            {
                problems.Expected(scale, fields.Child("scale"), "log or linear");
                return null;
            }
            logarithmic = word.Value == "log";
        }
        if (from is null || to is null || points is null) return null;
        if (from >= to)
        {
            problems.Add(node.Start, field, string.Create(
                CultureInfo.InvariantCulture, $"found from {from:R} to {to:R}, expected from to be less than to"));
            return null;
        }
        var rates = Spread(from.Value, to.Value, points.Value, logarithmic);
        if (Enumerable.Range(1, points.Value - 1).All(i => rates[i - 1] < rates[i])) return rates;
        problems.Add(node.Start, field, $"found {points} points that are equal to six digits, expected fewer points");
        return null;

        double? Bound(string name) => fields.Required(name, Rate) is { } value
            ? CampaignFileNumbers.Real(value, fields.Child(name), Rate, rate => rate > 0, problems)
            : null;
    }
}
