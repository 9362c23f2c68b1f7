using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages.Trainers;
using Chaos.Actors.TrainerNode;

namespace Chaos.Actors.Benchmarks.DispatchThroughput;

/// <summary>Series of the right shape at next to no cost, so that what remains is dispatch and storage.</summary>
internal sealed class TrivialComputation : IItemComputation
{
    public PairGroupSeries Compute(
        CampaignWork work, Assignment item, ItemProgress progress, CancellationToken cancellation)
    {
        var copies = 1 + item.Spec.Perturbation.Count;
        progress.RecordEpochs(item.Spec.Epochs);
        return new PairGroupSeries(
            [.. Enumerable.Range(0, copies).Select(copy => Fill(item.Spec.Epochs, copy + (double)item.Spec.Seed))],
            Fill(item.Spec.Epochs + 1, 0.5),
            [.. Enumerable.Range(1, copies - 1).Select(replica => Fill(item.Spec.Epochs + 1, replica * 1e-8))],
            null);
    }

    private static double[] Fill(int length, double value)
    {
        var values = new double[length];
        Array.Fill(values, value);
        return values;
    }
}
