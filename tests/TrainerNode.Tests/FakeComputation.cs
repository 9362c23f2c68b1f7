using System.Collections.Concurrent;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.TrainerNode.Tests;

/// <summary>Series that are a function of the item alone, as the real ones are, at next to no cost.</summary>
internal sealed class FakeComputation : IItemComputation
{
    private readonly ConcurrentDictionary<PairGroupSpec, int> _runs = new();

    /// <summary>What happens instead of, or before, computing an item.</summary>
    public Action<PairGroupSpec, CancellationToken> Before { get; init; } = (_, _) => { };

    /// <summary>How often each item was begun.</summary>
    public IReadOnlyDictionary<PairGroupSpec, int> Runs => _runs;

    public PairGroupSeries Compute(
        CampaignWork work, Assignment assignment, ItemProgress progress, CancellationToken cancellation)
    {
        var item = assignment.Spec;
        _runs.AddOrUpdate(item, 1, (_, runs) => runs + 1);
        Before(item, cancellation);
        cancellation.ThrowIfCancellationRequested();
        progress.RecordEpochs(item.Epochs);
        return Series(item);
    }

    public static PairGroupSeries Series(PairGroupSpec item)
    {
        var growth = item.LearningRate - 1;
        double[][] loss = [.. Enumerable.Range(0, 1 + item.Perturbation.Count).Select(copy => Enumerable
            .Range(0, item.Epochs).Select(t => 2.3 / (1 + t) + copy * 1e-9 + item.Seed).ToArray())];
        double[] accuracy = [.. Enumerable.Range(0, item.Epochs + 1).Select(t => t / (t + 4.0))];
        double[][] distance = [.. Enumerable.Range(0, item.Perturbation.Count).Select(replica => Enumerable
            .Range(0, item.Epochs + 1).Select(t => 1e-8 * (1 + replica) * Math.Pow(1 + growth / 8, t)).ToArray())];
        return new PairGroupSeries(loss, accuracy, distance, null);
    }
}
