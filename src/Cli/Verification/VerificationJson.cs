using Chaos.Actors.Messages;

namespace Chaos.Actors.Cli.Verification;

/// <summary>The schema <c>chaos/verify/1</c>.</summary>
internal static class VerificationJson
{
    /// <summary>The object of a verification; only items that are damaged or do not agree are listed.</summary>
    public static object Of(CampaignId campaign, VerificationResult result) => new
    {
        Schema = "chaos/verify/1",
        Campaign = campaign.Value,
        result.Seed,
        Checked = result.Checks.Count,
        Nodes = result.Sample.Nodes.Select(node => new
        {
            Node = node.Node.Value,
            Items = node.Stored,
            Checked = result.Checks.Count(check => check.Node == node.Node),
            Disagreeing = result.Differing.Count(check => check.Node == node.Node),
            Damaged = result.Damaged.Count(row => row.Node == node.Node),
        }),
        Items = result.Damaged
            .Select(row => (row.Item, Found: (object)new
            {
                Item = row.Item.Value,
                Node = row.Node.Value,
                Verdict = "damaged",
                row.Columns,
            }))
            .Concat(result.Differing.Select(check => (check.Item, Found: (object)new
            {
                Item = check.Item.Value,
                Node = check.Node.Value,
                Verdict = "differs",
                StoredDigest = check.Stored,
                RecomputedDigest = check.Recomputed,
                FirstDifference = check.First,
            })))
            .OrderBy(found => found.Item).Select(found => found.Found),
    };
}
