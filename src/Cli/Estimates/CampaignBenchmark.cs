using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.TrainerNode.Speed;

namespace Chaos.Actors.Cli.Estimates;

/// <summary>Measures the networks of a campaign on this machine.</summary>
internal static class CampaignBenchmark
{
    // A first while, in which the code gets its final form, is measured and thrown away.
    private const double WarmUpShare = 0.2;
    private const double OneSlotShare = 0.3;

    /// <summary>Measures them one after the other.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="tasks">Its tasks.</param>
    /// <param name="slots">How many slots compute at once.</param>
    /// <param name="total">Time for all of it; more where an epoch takes long.</param>
    /// <param name="cancellation">Asks to stop.</param>
    /// <exception cref="OperationCanceledException">Stopped as asked.</exception>
    public static IReadOnlyList<NetworkSpeed> Measure(
        CampaignSpec campaign, IReadOnlyList<PreparedTask> tasks, int slots, TimeSpan total, CancellationToken cancellation)
    {
        var grid = campaign.Grid;
        var share = total / grid.Networks;
        return [.. Enumerable.Range(0, grid.Cells).GroupBy(grid.NetworkOf).Select(cells =>
        {
            var curve = grid.Cell(cells.First()).Curve;
            var items = cells.Select(cell => grid.Item(cell)).ToList();
            var benchmark = new SlotBenchmark(tasks[curve.TaskIndex], items, campaign.Thresholds, TimeProvider.System);
            benchmark.Measure(slots, share * WarmUpShare, cancellation);
            var one = benchmark.Measure(1, share * OneSlotShare, cancellation);
            var all = slots == 1 ? one : benchmark.Measure(slots, share * (1 - WarmUpShare - OneSlotShare), cancellation);
            var name = campaign.Tasks.Count == 1 ? curve.Architecture.Name : $"{curve.Task.Title} {curve.Architecture.Name}";
            return new NetworkSpeed(name, one, all);
        })];
    }
}
