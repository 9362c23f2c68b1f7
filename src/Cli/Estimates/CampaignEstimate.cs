using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Cli.Estimates;

/// <summary>The time a campaign takes on a number of cores, each of which computes one item at a time.</summary>
/// <param name="Cores">Cores.</param>
/// <param name="Seconds">Wall time from the first item's beginning to the last one's end.</param>
/// <param name="Used">Share of the cores' time that is spent computing; the rest waits for the last items.</param>
internal sealed record CampaignEstimate(int Cores, double Seconds, double Used)
{
    /// <summary>Items at the campaign's end that are placed one by one; those before them keep every core busy.</summary>
    private const int Placed = 100_000;

    /// <summary>Estimates it: a core that is free takes the next item of the grid, as trainers do.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="networks">The speed of each of its networks, in the grid's order.</param>
    /// <param name="cores">Cores.</param>
    public static CampaignEstimate Of(CampaignSpec campaign, IReadOnlyList<NetworkSpeed> networks, int cores)
    {
        var grid = campaign.Grid;
        double[] seconds = [.. networks.Select(network => network.ItemSeconds(EpochsOfItem(campaign), cores))];
        // Every network has the same number of items, and any run of a whole number of seeds has an equal share of them.
        var placed = Math.Min(grid.Items, Math.Max(Placed / grid.Cells, 1) * (long)grid.Cells);
        var before = (grid.Items - placed) * seconds.Average();
        var free = new PriorityQueue<int, double>(Enumerable.Range(0, cores).Select(core => (core, before / cores)));
        var (end, work) = (before / cores, before);
        for (var item = grid.Items - placed; item < grid.Items; item++)
        {
            free.TryPeek(out var core, out var at);
            var takes = seconds[grid.NetworkOf(grid.Locate(item).Cell)];
            free.DequeueEnqueue(core, at + takes);
            (end, work) = (Math.Max(end, at + takes), work + takes);
        }
        return new CampaignEstimate(cores, end, work / (cores * end));
    }

    /// <summary>Epochs of a whole pair group that train as many copies as an item does: T, or fewer where replicas begin later.</summary>
    public static double EpochsOfItem(CampaignSpec campaign) => campaign.Grid.ReplicaEpochsOfItem / (1.0 + campaign.Replicas);

    /// <summary>1, 2, 4, 8 … up to a largest number of cores, and those of this machine.</summary>
    public static IEnumerable<int> CoreCounts(int largest, int here) =>
        Enumerable.Range(0, 31).Select(power => 1 << power).Where(cores => cores <= largest).Append(largest).Append(here)
            .Distinct().Order();
}
