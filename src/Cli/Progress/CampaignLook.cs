using Chaos.Actors.Campaigns;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Cli.Progress;

/// <summary>A campaign and where it stands, of one moment: its grid may change between two questions.</summary>
/// <param name="Spec">The campaign as it is now.</param>
/// <param name="Status">Where it stands.</param>
internal sealed record CampaignLook(CampaignSpec Spec, CampaignStatus Status)
{
    /// <summary>Asks until both are of the same grid.</summary>
    /// <param name="describe">Asks for the campaign.</param>
    /// <param name="report">Asks where it stands.</param>
    public static async Task<CampaignLook> TakeAsync(Func<Task<CampaignQueries.Description>> describe, Func<Task<CampaignStatus>> report)
    {
        while (true)
        {
            var look = new CampaignLook((await describe()).Spec, await report());
            if (look.IsOfOneGrid) return look;
        }
    }

    /// <summary>Whether the status is that of the campaign's grid.</summary>
    public bool IsOfOneGrid => Status.Items == Spec.Grid.Items && Status.Cells.Count == Spec.Grid.Cells;
}
