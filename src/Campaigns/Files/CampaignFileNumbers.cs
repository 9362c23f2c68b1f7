using System.Globalization;

namespace Chaos.Actors.Campaigns.Files;

/// <summary>Numbers in a campaign file, each read with what it is expected to be.</summary>
internal static class CampaignFileNumbers
{
    /// <summary>A real number, or null (reported) when it is none or not as expected.</summary>
    public static double? Real(
        CampaignFileNode node, string field, string expected, Func<double, bool> allowed, CampaignFileProblems problems)
    {
        if (node is CampaignFileScalar { Quoted: false } scalar && DecimalNumber.TryParse(scalar.Value, out var value, out var loss))
        {
            if (loss is not null)
            {
                problems.Add(node.Start, field, $"found {node.Describe()}, {loss}, expected {expected}");
                return null;
            }
            if (allowed(value)) return value;
        }
        problems.Expected(node, field, expected);
        return null;
    }

    /// <summary>A whole number from 1 to <paramref name="maximum"/>, or null (reported).</summary>
    public static int? Count(
        CampaignFileNode node, string field, string what, int maximum, CampaignFileProblems problems, int minimum = 1)
    {
        if (node is CampaignFileScalar { Quoted: false } scalar
            && long.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= minimum && value <= maximum)
            return (int)value;
        problems.Expected(node, field, string.Create(
            CultureInfo.InvariantCulture, $"{what}, a whole number from {minimum} to {maximum:#,0}"));
        return null;
    }

    /// <summary>
    /// One number, or the items of a list of distinct ones, ascending; null (reported) when it is none, is empty or an item is wrong.
    /// </summary>
    public static double[]? List(
        CampaignFileNode node, string field, string expected, Func<double, bool> allowed, CampaignFileProblems problems)
    {
        if (node is CampaignFileScalar { IsNothing: false })
            return Real(node, field, expected + ", or a list of them", allowed, problems) is { } single ? [single] : null;
        if (node is not CampaignFileList { Items.Count: > 0 } list)
        {
            problems.Expected(node, field, $"{expected}, or a list of them");
            return null;
        }
        var values = new SortedDictionary<double, int>();
        var good = true;
        for (var i = 0; i < list.Items.Count; i++)
        {
            var item = list.Items[i];
            if (Real(item, $"{field}[{i}]", expected, allowed, problems) is not { } value)
                good = false;
            else if (!values.TryAdd(value, i))
            {
                problems.Add(item.Start, $"{field}[{i}]", $"found {item.Describe()} again, it is {field}[{values[value]}] already");
                good = false;
            }
        }
        return good ? [.. values.Keys] : null;
    }
}
