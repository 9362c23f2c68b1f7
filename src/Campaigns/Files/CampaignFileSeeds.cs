namespace Chaos.Actors.Campaigns.Files;

/// <summary>The axis of seeds: how many there are, or which part of it: <c>{from: 8, count: 4}</c>.</summary>
internal static class CampaignFileSeeds
{
    /// <summary>The first seed and how many there are, or null (reported).</summary>
    public static (int From, int Count)? Read(CampaignFileNode node, string field, CampaignFileProblems problems)
    {
        if (node is not CampaignFileMap)
        {
            return CampaignFileNumbers.Count(node, field, "the number of seeds", int.MaxValue, problems) is { } all
                ? (0, all)
                : null;
        }
        if (CampaignFileFields.Of(node, field, ["from", "count"], problems) is not { } fields) return null;
        var from = fields.Optional("from") is { } first
            ? CampaignFileNumbers.Count(first, fields.Child("from"), "the first seed", int.MaxValue - 1, problems, minimum: 0)
            : 0;
        var count = fields.Required("count", "the number of seeds") is { } number
            ? CampaignFileNumbers.Count(
                number, fields.Child("count"), "the number of seeds", int.MaxValue - (from ?? 0), problems)
            : null;
        return from is null || count is null ? null : (from.Value, count.Value);
    }
}
