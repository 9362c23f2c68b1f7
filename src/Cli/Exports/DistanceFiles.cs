using System.Globalization;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Cli.Outputs;
using Chaos.Actors.Cli.Progress;
using Chaos.Actors.Cli.Results;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Messages;
using PureHDF;
using PureHDF.Selections;

namespace Chaos.Actors.Cli.Exports;

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
internal static class DistanceFiles
{
    /// <summary>Writes the files; returns their paths.</summary>
    /// <exception cref="UserError">The campaign has no replicas.</exception>
    /// <exception cref="OutputException">They cannot be written; those under their own names are whole.</exception>
    public static IReadOnlyList<string> Write(StoredResults results, string target, StepProgress progress)
    {
        var campaign = results.Campaign.Spec;
        if (campaign.Replicas == 0)
            throw new UserError($"{campaign.Name}: it has no perturbed replicas, and this layout holds nothing but their distances; --format parquet has every series");
        OutputFile.CreateFolder(target);
        var settings = campaign.Grid.CurvesByEpsilon().ToArray();
        List<string> paths = [];
        foreach (var (setting, curves) in settings.Index())
        {
            for (var rate = 0; rate < campaign.LearningRates.Count; rate++)
            {
                progress.Show("writing file", paths.Count + 1, (long)settings.Length * campaign.LearningRates.Count);
                var eta = campaign.LearningRates[rate].ToString("R", CultureInfo.InvariantCulture);
                var number = settings.Length == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{setting + 1}");
                var path = Path.Combine(target, $"distances{number}_lr_{eta}.h5");
                var at = rate;
                OutputFile.Write(path, file => Write(results, file, curves, at));
                paths.Add(path);
            }
        }
        return paths;
    }

    // Seed by seed: a cell may have more of them than there is memory for.
    private static void Write(StoredResults results, Stream file, IReadOnlyList<Curve> curves, int rate)
    {
        var (campaign, grid) = (results.Campaign.Spec, results.Campaign.Spec.Grid);
        var (replicas, length) = (campaign.Replicas, campaign.Epochs + 1);
        int[] cells = [.. curves.Select(curve => grid.CellAt(curve.Number, rate))];
        var seeds = cells.Max(grid.SeedsOf);
        var weights = new H5Dataset<double[]>([(ulong)campaign.Epsilons.Count, (ulong)seeds, (ulong)replicas, (ulong)length]);
        var hdf = new H5File
        {
            ["weights"] = weights,
            ["seed"] = new H5Dataset(Enumerable.Range(0, seeds).Select(grid.SeedAt).ToArray()),
        };
        foreach (var (name, value) in Attributes(results.Campaign, curves[0], campaign.LearningRates[rate], seeds)) hdf.Attributes[name] = value;
        using var writer = hdf.BeginWrite(file);
        for (var epsilon = 0; epsilon < cells.Length; epsilon++)
        {
            for (var seed = 0; seed < seeds; seed++)
            {
                writer.Write(
                    weights, Distances(results, seed < grid.SeedsOf(cells[epsilon]) ? grid.ItemAt(cells[epsilon], seed) : null, replicas, length),
                    fileSelection: new HyperslabSelection(4, [(ulong)epsilon, (ulong)seed, 0, 0], [1, 1, (ulong)replicas, (ulong)length]));
            }
        }
    }

    private static double[] Distances(StoredResults results, long? item, int replicas, int length)
    {
        var all = new double[replicas * length];
        Array.Fill(all, double.NaN);
        if (item is { } index && results.Store.Whole(results.Campaign.Id, new ItemIndex(index)) is { Series: var series })
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
