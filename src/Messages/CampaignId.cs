using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Messages;

/// <summary>A campaign's identity in the store: its name.</summary>
public readonly record struct CampaignId(string Value)
{
    /// <summary>The identity of the campaign a file describes.</summary>
    public static CampaignId Of(CampaignSpec spec) => new(spec.Name);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
