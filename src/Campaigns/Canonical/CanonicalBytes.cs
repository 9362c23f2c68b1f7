using Chaos.Actors.Dynamics.Training;
using Google.Protobuf;

namespace Chaos.Actors.Campaigns.Canonical;

/// <summary>
/// The canonical form of specifications: the bytes of specification.proto. The encoder writes fields by ascending number, and no message
/// there has a map, so that equal specifications have equal bytes.
/// </summary>
public static class CanonicalBytes
{
    /// <summary>Of a campaign.</summary>
    public static byte[] Of(CampaignSpec campaign) => campaign.ToMessage().ToByteArray();

    /// <summary>Of an item: what its series are a function of.</summary>
    /// <param name="item">The pair group.</param>
    /// <param name="taskContentHash">The content of its task.</param>
    /// <param name="numericsVersion">The numerics contract it is computed under.</param>
    public static byte[] Of(PairGroupSpec item, string taskContentHash, int numericsVersion) => new Schema.Item
    {
        PairGroup = item.ToMessage(),
        TaskContentHash = taskContentHash,
        NumericsVersion = numericsVersion,
    }.ToByteArray();
}
