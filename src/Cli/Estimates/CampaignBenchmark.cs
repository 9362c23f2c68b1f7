using Chaos.Actors.Dynamics.Campaigns;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.TrainerNode.Speed;

namespace Chaos.Actors.Cli.Estimates;

/// <summary>Measures the architectures of a campaign on this machine.</summary>
internal static class CampaignBenchmark
{
    // A first while, in which the code gets its final form, is measured and thrown away.
    private const double WarmUpShare = 0.2;
    private const double OneSlotShare = 0.3;

    /// <summary>Measures them one after the other.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="task">Its task.</param>
    /// <param name="slots">How many slots compute at once.</param>
    /// <param name="total">Time for all of it; more where an epoch takes long.</param>
    /// <param name="cancellation">Asks to stop.</param>
    /// <exception cref="OperationCanceledException">Stopped as asked.</exception>
    public static IReadOnlyList<NetworkSpeed> Measure(
        CampaignSpec campaign, PreparedTask task, int slots, TimeSpan total, CancellationToken cancellation)
    {
        var share = total / campaign.Architectures.Count;
        var cells = campaign.Grid.Cells / campaign.Architectures.Count;
        return [.. campaign.Architectures.Select((architecture, index) =>
        {
            var items = Enumerable.Range(index * cells, cells).Select(cell => campaign.Grid.Item(cell)).ToList();
            var benchmark = new SlotBenchmark(task, items, campaign.Thresholds, TimeProvider.System);
            benchmark.Measure(slots, share * WarmUpShare, cancellation);
            var one = benchmark.Measure(1, share * OneSlotShare, cancellation);
            var all = slots == 1 ? one : benchmark.Measure(slots, share * (1 - WarmUpShare - OneSlotShare), cancellation);
            return new NetworkSpeed(architecture, one, all);
        })];
    }
}
