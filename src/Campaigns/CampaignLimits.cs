namespace Chaos.Actors.Campaigns;

/// <summary>How large a campaign and its parts may be: checked in campaign files, and in what arrives from other processes.</summary>
public static class CampaignLimits
{
    /// <summary>Characters of a name.</summary>
    public const int NameLength = 64;

    /// <summary>Cells of the grid.</summary>
    public const int Cells = 1 << 20;

    /// <summary>Work items. Each takes a bit of the coordinator's memory, and a snapshot of the campaign holds them all.</summary>
    public const long Items = 1L << 30;

    /// <summary>Tasks. Every trainer that works on a campaign may come to hold all their data.</summary>
    public const int Tasks = 256;

    /// <summary>T.</summary>
    public const int Epochs = 1_000_000;

    /// <summary>M.</summary>
    public const int Replicas = 1_000;

    /// <summary>k, tangent vectors.</summary>
    public const int Tangents = 1_000;

    /// <summary>Hidden layers.</summary>
    public const int Layers = 64;

    /// <summary>Units of a layer.</summary>
    public const int Units = 1 << 16;

    /// <summary>Whether a text can name a campaign: its name is also a folder's name and part of a journal key.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= NameLength && char.IsAsciiLetterOrDigit(text[0]) && text.All(IsNameCharacter);

    /// <summary>Whether a character may stand in a campaign's name.</summary>
    public static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';

    /// <summary>The cells of a campaign, also where they are more than the grid can count.</summary>
    public static decimal CellsOf(CampaignSpec campaign) => (decimal)campaign.Tasks.Count * campaign.Architectures.Count
        * campaign.L2.Count * campaign.Momenta.Count * campaign.Epsilons.Count * campaign.LearningRates.Count;

    /// <summary>Whether the grid is not too large.</summary>
    public static bool HoldsGrid(CampaignSpec campaign)
    {
        var cells = CellsOf(campaign);
        return cells <= Cells && cells * campaign.Seeds <= Items && (long)campaign.FirstSeed + campaign.Seeds <= int.MaxValue
            && (campaign.CellSeeds is not { } seeds || (seeds.Count == cells && seeds.Items > 0 && seeds.Max() <= campaign.Seeds));
    }
}
