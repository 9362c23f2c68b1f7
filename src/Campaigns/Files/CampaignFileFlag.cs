namespace Chaos.Actors.Campaigns.Files;

/// <summary>True or false in a campaign file.</summary>
internal static class CampaignFileFlag
{
    /// <summary>What the node says, or null (reported).</summary>
    public static bool? Read(CampaignFileNode node, string path, CampaignFileProblems problems)
    {
        if (node is CampaignFileScalar { Quoted: false, Value: "true" or "false" } word) return word.Value == "true";
        problems.Expected(node, path, "true or false");
        return null;
    }
}
