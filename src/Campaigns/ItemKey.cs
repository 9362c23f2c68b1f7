using System.Security.Cryptography;
using Chaos.Actors.Campaigns.Canonical;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Campaigns;

/// <summary>Names the content of an item: two items with the same key have the same series, bit for bit.</summary>
/// <param name="Text">SHA-256 of the item's canonical bytes, 64 lower-case hexadecimal digits.</param>
public readonly record struct ItemKey(string Text)
{
    /// <summary>Bytes of a key.</summary>
    public const int Size = SHA256.HashSizeInBytes;

    /// <summary>The key as bytes.</summary>
    public byte[] Bytes => Convert.FromHexString(Text);

    /// <summary>The key of an item.</summary>
    /// <param name="item">The pair group.</param>
    /// <param name="taskContentHash">The content of its task.</param>
    /// <param name="numericsVersion">The numerics contract it is computed under.</param>
    public static ItemKey Of(PairGroupSpec item, string taskContentHash, int numericsVersion) =>
        new(Convert.ToHexStringLower(SHA256.HashData(CanonicalBytes.Of(item, taskContentHash, numericsVersion))));

    /// <summary>The key of a campaign's item.</summary>
    public static ItemKey Of(CampaignSpec campaign, TaskContents contents, int numericsVersion, long item) =>
        Of(campaign.Grid.Item(item), contents.Hashes[campaign.Grid.TaskOf(item)], numericsVersion);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
