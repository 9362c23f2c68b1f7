using System.Globalization;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Messages;
using PureHDF;
using PureHDF.Selections;

namespace Chaos.Actors.Coordinator.Exports;

/// <summary>
/// The distances of a campaign as HDF5 in the layout of the authors' script (MNIST_tanh.py of arXiv 2506.08523), one file a learning rate:
/// <code>
/// weights[eps, init, pert, t]   float64: d(t) of each replica, L1 over all parameters, t = 0 … T. They call it so; it holds distances, no weights.
///                               NaN where an item has not finished, and from the epoch on at which it diverged. Replicas that are pulled
///                               back are read as if they had not been.
/// attributes                    learning_rate, num_epochs, n_init, num_pert, epsilon [eps]
/// </code>
/// Ours beside these: the dataset <c>seed</c> [init] and the attributes <c>task</c>, <c>architecture</c>, <c>l2</c>, <c>momentum</c>,
/// <c>perturbed_at</c>, <c>numerics_version</c>.
/// </summary>
public static class DistanceFiles
{
    /// <summary>Why there are none of a campaign; null if there are.</summary>
    public static string? Objection(CampaignSpec campaign) => campaign.Replicas > 0 ? null
        : $"{campaign.Name}: it has no perturbed replicas, and this layout holds nothing but their distances; Parquet has every series";

    /// <summary>Writes the files.</summary>
    /// <param name="store">The database.</param>
    /// <param name="campaign">The campaign, which has perturbed replicas.</param>
    /// <param name="file">Writes a file of that name.</param>
    /// <param name="progress">Is told how far it has come: what is being done, the present one, and how many there are.</param>
    public static void Write(
        ResultsStore store, StoredCampaign campaign, Action<string, Action<Stream>> file, Action<string, long, long> progress)
    {
        var rates = campaign.Spec.LearningRates;
        var settings = campaign.Spec.Grid.CurvesByEpsilon().ToArray();
        foreach (var (setting, curves) in settings.Index())
        {
            foreach (var (rate, eta) in rates.Index())
            {
                var number = settings.Length == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{setting + 1}");
                file(string.Create(CultureInfo.InvariantCulture, $"distances{number}_lr_{eta:R}.h5"), stream => Write(
                    store, campaign, stream, curves, rate, () => progress("writing file", (long)setting * rates.Count + rate + 1, (long)settings.Length * rates.Count)));
            }
        }
    }

    // Seed by seed: a cell may have more of them than there is memory for.
    private static void Write(ResultsStore store, StoredCampaign stored, Stream file, IReadOnlyList<Curve> curves, int rate, Action progress)
    {
        var (campaign, grid) = (stored.Spec, stored.Spec.Grid);
        var (replicas, length) = (campaign.Replicas, campaign.Epochs + 1);
        int[] cells = [.. curves.Select(curve => grid.CellAt(curve.Number, rate))];
        var seeds = cells.Max(grid.SeedsOf);
        var weights = new H5Dataset<double[]>([(ulong)campaign.Epsilons.Count, (ulong)seeds, (ulong)replicas, (ulong)length]);
        var hdf = new H5File
        {
            ["weights"] = weights,
            ["seed"] = new H5Dataset(Enumerable.Range(0, seeds).Select(grid.SeedAt).ToArray()),
        };
        foreach (var (name, value) in Attributes(stored, curves[0], campaign.LearningRates[rate], seeds)) hdf.Attributes[name] = value;
        using var writer = hdf.BeginWrite(file);
        for (var epsilon = 0; epsilon < cells.Length; epsilon++)
        {
            for (var seed = 0; seed < seeds; seed++)
            {
                progress();
                writer.Write(
                    weights, Distances(store, stored, seed < grid.SeedsOf(cells[epsilon]) ? grid.ItemAt(cells[epsilon], seed) : null, replicas, length),
                    fileSelection: new HyperslabSelection(4, [(ulong)epsilon, (ulong)seed, 0, 0], [1, 1, (ulong)replicas, (ulong)length]));
            }
        }
    }

    private static double[] Distances(ResultsStore store, StoredCampaign campaign, long? item, int replicas, int length)
    {
        var all = new double[replicas * length];
        Array.Fill(all, double.NaN);
        if (item is { } index && store.Whole(campaign.Id, new ItemIndex(index)) is { Series: var series })
        {
            var known = Math.Min(series.DivergedAt ?? length, series.Distance[0].Length);
            for (var j = 0; j < replicas; j++) series.Distance[j].AsSpan(0, known).CopyTo(all.AsSpan(j * length));
            // Theirs are not pulled back: a distance as if none of these had been either.
            if (Rescalings.Before(series) is { } pulled)
                for (var j = 0; j < replicas; j++)
                    for (var t = 0; t < known; t++) all[j * length + t] *= Math.Exp(pulled[j][t]);
        }
        return all;
    }

    private static IEnumerable<(string Name, object Value)> Attributes(StoredCampaign stored, Curve curve, double rate, int seeds)
    {
        var campaign = stored.Spec;
        yield return ("learning_rate", rate);
        yield return ("num_epochs", campaign.Epochs);
        yield return ("n_init", seeds);
        yield return ("num_pert", campaign.Replicas);
        yield return ("epsilon", campaign.Epsilons.ToArray());
        yield return ("task", curve.Task.Title);
        yield return ("architecture", curve.Architecture.Name);
        yield return ("l2", curve.L2);
        yield return ("momentum", curve.Momentum);
        yield return ("perturbed_at", campaign.PerturbedAt);
        yield return ("numerics_version", stored.NumericsVersion);
    }
}
