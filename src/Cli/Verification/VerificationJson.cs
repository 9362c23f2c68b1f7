using Chaos.Actors.Messages;

namespace Chaos.Actors.Cli.Verification;

/// <summary>The schema <c>chaos/verify/1</c>.</summary>
internal static class VerificationJson
{
    /// <summary>The object of a verification; only items that do not agree are listed.</summary>
    public static object Of(CampaignId campaign, ItemSample sample, IReadOnlyList<ItemCheck> checks, int seed) => new
    {
        Schema = "chaos/verify/1",
        Campaign = campaign.Value,
        Seed = seed,
        Checked = checks.Count,
        Nodes = sample.Nodes.Select(node => new
        {
            Node = node.Node.Value,
            Items = node.Stored,
            Checked = checks.Count(check => check.Node == node.Node),
            Disagreeing = checks.Count(check => check.Node == node.Node && check.Verdict == Verdict.Differs),
            Damaged = checks.Count(check => check.Node == node.Node && check.Verdict == Verdict.Damaged),
        }),
        Items = checks.Where(check => check.Verdict != Verdict.Agrees).Select(check => new
        {
            Item = check.Item.Value,
            Node = check.Node.Value,
            check.Verdict,
            StoredDigest = check.Stored,
            RecomputedDigest = check.Recomputed,
            FirstDifference = check.First,
        }),
    };
}
