using System.Collections.Concurrent;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;
using Chaos.Actors.TrainerNode;

namespace Chaos.Actors.Cli.Verification;

/// <summary>Computes stored items again, as a trainer does, and compares. Reads only; a campaign may go on meanwhile.</summary>
/// <param name="find">Finds what is stored of an item; nothing, where it is not stored, or not to be computed again.</param>
/// <param name="campaign">The campaign.</param>
/// <param name="data">Its tasks' data.</param>
internal sealed class Recomputation(
    Func<ItemIndex, CancellationToken, ValueTask<StoredResult?>> find, StoredCampaign campaign, IReadOnlyList<LearningTask> data)
{
    private readonly PairGroupComputation _computation = new((task, _) => new PreparedTask(data[campaign.Spec.PlaceOf(task)]));
    private readonly CampaignWork _work = new(
        campaign.Id, campaign.Spec.Tasks, campaign.TaskContents, campaign.NumericsVersion, campaign.Spec.Thresholds);

    /// <summary>Checks items on several threads; what is no longer stored when its turn comes is left out.</summary>
    /// <exception cref="Dynamics.Tasks.TaskDataException">The task's data are not here, or others than the campaign's.</exception>
    public async Task<IReadOnlyList<ItemCheck>> CheckAsync(
        IReadOnlyList<ItemIndex> items, int slots, CancellationToken cancellation)
    {
        var checks = new ConcurrentBag<ItemCheck>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = slots, CancellationToken = cancellation };
        await Parallel.ForEachAsync(items, options, async (item, stop) =>
        {
            if (await find(item, stop) is { } stored) checks.Add(Check(stored, stop));
        });
        return [.. checks.OrderBy(check => check.Item)];
    }

    private ItemCheck Check(StoredResult stored, CancellationToken cancellation)
    {
        var item = stored.Item;
        var grid = campaign.Spec.Grid;
        var content = grid.Item(item.Value);
        var series = _computation.Compute(_work, new Assignment(item, default, content, grid.TaskOf(item.Value)), cancellation);
        return new ItemCheck(
            item, stored.Node, stored.Digest, series.Digest(), SeriesDifference.Between(content, stored.Series, series));
    }
}
