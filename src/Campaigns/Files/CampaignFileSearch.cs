using System.Globalization;

namespace Chaos.Actors.Campaigns.Files;

/// <summary>That a campaign looks for the onset itself: <c>{width: 0.1, low: 0.1, high: 20, budget: 500, error: 0.05}</c>, each with a default.</summary>
internal static class CampaignFileSearch
{
    private const string Rate = "a number greater than 0";

    /// <summary>Whether the search says itself where it looks, so that no learning rates are needed.</summary>
    public static bool HasRange(CampaignFileNode? node) =>
        node is CampaignFileMap map && new[] { "low", "high" }.All(end => map.Entries.Any(entry => entry.Key.Value == end));

    /// <summary>The search, or null (reported).</summary>
    /// <param name="node">What is given.</param>
    /// <param name="field">Where.</param>
    /// <param name="rates">The campaign's learning rates, whose ends are those of the range where nothing else is said; null when there are none.</param>
    /// <param name="problems">What is wrong.</param>
    public static SearchSpec? Read(CampaignFileNode node, string field, double[]? rates, CampaignFileProblems problems)
    {
        if (CampaignFileFields.Of(node, field, ["width", "low", "high", "budget", "error"], problems) is not { } fields) return null;
        var width = Number("width", SearchSpec.Widths, SearchSpec.IsWidth, SearchSpec.UsualWidth);
        var low = Number("low", Rate, value => value > 0, rates is null ? null : rates[0]);
        var high = Number("high", Rate, value => value > 0, rates is null ? null : rates[^1]);
        var error = Number("error", "a probability of at least 1e-6 and at most 0.2", value => value is >= 1e-6 and <= 0.2, SearchSpec.UsualError);
        var budget = fields.Optional("budget") is { } given
            ? CampaignFileNumbers.Count(given, fields.Child("budget"), "a number of work items", int.MaxValue, problems)
            : 0;
        if (width is null || low is null || high is null || error is null || budget is null) return null;
        if (high >= 2 * low && high <= 1e12 * low)
            return new SearchSpec { Width = width.Value, Low = low.Value, High = high.Value, Budget = budget.Value, Error = error.Value };
        problems.Add(node.Start, field, string.Create(
            CultureInfo.InvariantCulture, $"found a range of η from {low:R} to {high:R}, expected high to be at least twice low, and at most 1e12 times"));
        return null;

        double? Number(string name, string expected, Func<double, bool> allowed, double? otherwise) => fields.Optional(name) is { } value
            ? CampaignFileNumbers.Real(value, fields.Child(name), expected, allowed, problems)
            : otherwise;
    }

    /// <summary>Reports a budget that does not hold the first round.</summary>
    public static void CheckBudget(CampaignSpec campaign, CampaignFileNode root, CampaignFileProblems problems)
    {
        if (campaign.Search is not { Budget: > 0 and var budget } || budget >= campaign.Grid.Items) return;
        problems.Add(root.At("search.budget").Start, "search.budget", string.Create(
            CultureInfo.InvariantCulture, $"found {budget}, expected at least the {campaign.Grid.Items} items of the first round"));
    }
}
