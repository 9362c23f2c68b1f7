using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Dynamics.Losses;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.Tests.Exponents;

/// <summary>Replicas that are pulled back when they have gone too far: the exponent of the whole run, as tangent vectors have it.</summary>
public sealed class RescaledEstimatorTests
{
    // f = uv at x = y = 1, as in the measurement protocol: chaos, and a window in which trajectories meet.
    [Theory]
    [InlineData(1.5, 0.491)]
    [InlineData(1.7, -0.435)]
    [InlineData(1.9, 0.877)]
    public void Should_find_the_leading_exponent_of_the_scalar_linear_network(double rate, double exponent)
    {
        var one = new LabelledSamples(new DenseInputs(1, 1, [1]), [0]);
        var spec = new PairGroupSpec(
            Architecture.Parse("dense 1, identity") with { Biases = false }, rate, 0, new Perturbation(2, 1e-8) { Rescale = true }, 20_000, 1)
        {
            Loss = Loss.Squared,
        };
        var task = new PreparedTask(new LearningTask("one sample", 1, one, one, ""));
        var series = new PairGroup(task, spec, [[[0.9], [0.9]], [[0.9 + 1e-8], [0.9 - 3e-9]], [[0.9 - 2e-9], [0.9 + 1e-8]]]).Run();

        Assert.Equal(exponent, Exponent.Estimate(Estimator.Rescaled, series)!.Lambda, 0.01);
        // Ten thousand e-folds, which no distance has, are averaged as they are.
        var campaign = Cells.Campaigns.Of([rate], 1) with { Epochs = spec.Epochs, Replicas = 2, Rescales = true };
        var cell = CampaignAnalyser.Analyse(campaign, Estimator.Rescaled, [(0, series)]).Cells.Single();
        Assert.Equal(LogDistance.LogsOfMean(series)[^1], cell.MeanLogDistance[^1], 1e-9);
        Assert.True(Math.Abs(cell.MeanLogDistance[^1]) > 8500);
        Assert.All(series.Distance, replica => Assert.All(replica, d => Assert.InRange(d / replica[0], 0.999 / Perturbation.Range, 1.001 * Perturbation.Range)));
        Assert.Contains(series.Rows(Rescalings.SeriesName)![0], r => Math.Abs(r) > Math.Log(Perturbation.Range));
    }

    [Fact]
    public void Should_agree_with_tangents_where_distances_alone_saturate()
    {
        var task = new PreparedTask(TaskReader.Read(new TaskSpec("iris"), DataDirectory.Default));
        var spec = new PairGroupSpec(
            new Architecture([10], Activation.Sigmoid, Initialisation.Normal), 2, 0, new Perturbation(3, 1e-8) { Rescale = true }, 2000, 5)
        {
            Tangents = 1,
        };
        var series = new PairGroup(task, spec).Run();
        var (rescaled, tangent) = (Exponent.Estimate(Estimator.Rescaled, series)!, Exponent.Estimate(Estimator.Tangent, series)!);

        Assert.True(tangent.Lambda > 0.05, $"no chaos to measure: {tangent}");
        Assert.Equal(tangent.Lambda, rescaled.Lambda, 0.1 * tangent.Lambda);
        // As if they had not been pulled back, they are far beyond what the network is large.
        Assert.True(LogDistance.LogsOfMean(series)[^1] > 50);
        Assert.Equal(Estimator.Tangent, Exponent.Usual(series));
    }

    [Fact]
    public void Should_leave_alone_what_stays_near()
    {
        var task = new PreparedTask(TaskReader.Read(new TaskSpec("iris"), DataDirectory.Default));
        var spec = new PairGroupSpec(
            new Architecture([10], Activation.Sigmoid, Initialisation.Normal), 0.01, 0, new Perturbation(2, 1e-8), 50, 5);
        var (plain, watched) = (new PairGroup(task, spec).Run(), new PairGroup(task, spec with { Perturbation = spec.Perturbation with { Rescale = true } }).Run());

        Assert.Equal(plain.Distance, watched.Distance);
        Assert.All(watched.Rows(Rescalings.SeriesName)!, row => Assert.All(row, r => Assert.Equal(0, r)));
        Assert.Equal(Estimator.Rescaled, Exponent.Usual(watched));
        Assert.Null(Exponent.Estimate(Estimator.Rescaled, plain));
    }

    // The checkpoint of an epoch after a replica was pulled back, too.
    [Fact]
    public void Should_go_on_from_anywhere_with_the_same_bits()
    {
        var task = new PreparedTask(TaskReader.Read(new TaskSpec("iris"), DataDirectory.Default));
        var spec = new PairGroupSpec(
            new Architecture([10], Activation.Sigmoid, Initialisation.Normal), 2, 0, new Perturbation(2, 1e-8) { Rescale = true, At = 3 }, 1000, 5);
        var whole = new PairGroup(task, spec).Run();
        Assert.Contains(whole.Rows(Rescalings.SeriesName)!, row => row.Any(r => r != 0));
        for (var stop = 1; stop < spec.Epochs; stop += 71)
        {
            PairGroupState? state = null;
            var first = new PairGroup(task, spec);
            first.Run((t, _, _, _) => state = t == stop ? first.State() : state);
            Assert.Equal(whole.Digest(), new PairGroup(task, spec, state!).Run().Digest());
        }
    }
}
