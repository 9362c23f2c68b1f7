using Chaos.Actors.Campaigns;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Api;

/// <summary>A campaign and where it stands, of one moment: its grid may change between two questions.</summary>
/// <param name="Spec">The campaign as it is now.</param>
/// <param name="Status">Where it stands.</param>
public sealed record CampaignLook(CampaignSpec Spec, CampaignStatus Status)
{
    /// <summary>Asks where the campaign stands, and for the campaign itself where it is not the one that is known: until both are of one grid.</summary>
    /// <param name="known">The campaign as it was last; null if nobody has asked yet.</param>
    /// <param name="describe">Asks for the campaign.</param>
    /// <param name="report">Asks where it stands.</param>
    public static async Task<CampaignLook> TakeAsync(
        CampaignSpec? known, Func<Task<CampaignQueries.Description>> describe, Func<Task<CampaignStatus>> report)
    {
        while (true)
        {
            var status = await report();
            if (known is not null && AreOfOneGrid(known, status)) return new CampaignLook(known, status);
            known = (await describe()).Spec;
            if (AreOfOneGrid(known, status)) return new CampaignLook(known, status);
        }
    }

    // A search that ends keeps its grid.
    private static bool AreOfOneGrid(CampaignSpec spec, CampaignStatus status) => status.Items == spec.Grid.Items
        && status.Cells.Count == spec.Grid.Cells && !(spec.IsSearching && status.Phase == CampaignPhase.Completed);
}
