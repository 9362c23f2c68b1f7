using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Coordinator.Telemetry;

/// <summary>What the metrics say of a campaign: taken once a second by its actor, read by whoever collects.</summary>
/// <param name="Phase">Where it stands.</param>
/// <param name="Items">Items by state; they sum up to the grid.</param>
/// <param name="Leases">Attempts in the hands of trainers, copies included.</param>
/// <param name="Waiting">Decisions that wait for the next group commit.</param>
/// <param name="StaleReports">Results and reports of attempts that no longer counted.</param>
/// <param name="ExpiredLeases">Leases whose trainer fell silent.</param>
/// <param name="LeftOut">Trainers that ask in vain.</param>
internal sealed record CampaignReading(
    CampaignPhase Phase,
    IReadOnlyList<(string State, long Count)> Items,
    int Leases,
    int Waiting,
    long StaleReports,
    long ExpiredLeases,
    int LeftOut)
{
    public static CampaignReading Of(CampaignState state, CampaignFacts facts, int waiting)
    {
        var items = state.Dispatch.Items;
        return new CampaignReading(
            facts.Phase,
            [
                ("pending", items.Available),
                ("leased", items.Held),
                ("committing", items.Committing),
                ("done", facts.Done.Count),
                ("quarantined", items.Quarantined),
            ],
            items.LeaseCount,
            waiting,
            state.Dispatch.StaleReports,
            state.Dispatch.ExpiredLeases,
            StatusReport.LeftOut(state).Count());
    }
}
