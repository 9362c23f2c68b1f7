using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Analysis.Tests.Figures;

namespace Chaos.Actors.Analysis.Tests.Cells;

public sealed class RunSamplingTests
{
    [Fact]
    public void Should_keep_a_bounded_number_of_runs_however_many_items_there_are()
    {
        var campaign = Campaigns.Of([.. Enumerable.Range(1, 1000).Select(i => 0.01 * i)], 100);
        var sampling = new RunSampling(campaign);
        Assert.InRange(Enumerable.Range(0, 1000).Sum(rate => Enumerable.Range(0, 100).Count(seed => sampling.Keeps(rate, seed))), 1, 65 * RunSampling.MostSeeds);
        Assert.True(sampling.Keeps(0, 0) && sampling.Keeps(999, RunSampling.MostSeeds - 1));
        Assert.False(sampling.Keeps(0, RunSampling.MostSeeds));
        Assert.False(new RunSampling(campaign with { L2 = [.. Enumerable.Range(0, RunSampling.MostCurves + 1).Select(i => (double)i)] }).Keeps(0, 0));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(400, 1)]
    [InlineData(401, 3)]
    [InlineData(1000, 3)]
    [InlineData(1_000_000, 2495)]
    public void Should_keep_a_bounded_number_of_epochs_at_odd_distances(int epochs, int stride)
    {
        var sampling = new RunSampling(Campaigns.Of([1.0], 1) with { Epochs = epochs });
        Assert.Equal(stride, sampling.Stride);
        Assert.Equal(1, stride % 2);
        Assert.InRange((epochs + stride) / stride, 1, RunSampling.MostEpochs);
    }

    [Fact]
    public void Should_read_a_run_as_its_series_have_it()
    {
        var campaign = RunCampaigns.Spec([5], 1, 1000);
        var series = RunCampaigns.Series(campaign, 5, 0);
        var run = RunTrace.Of(7, series, 5, 3);

        Assert.Equal((7, 3), (run.Seed, run.Stride));
        Assert.Equal(334, run.Loss.Length);
        Assert.Equal((float)series.Loss[0][30], run.Loss[10]);
        Assert.Equal((float)series.Accuracy[30], run.Accuracy[10]);
        Assert.Equal(Math.Log(series.Distance[0][30]), run.LogDistance[10], 1e-5);
        Assert.Equal(series.Rows("exponents")![0][30..33].Average(), run.Growth[10], 1e-6);
        Assert.Equal((10f, (float)(series.Rows("hessian")![1][2] * 5 / 2)), run.Sharpness[2]);
        Assert.Equal(series.Loss[0][^16..].Select(loss => (float)loss), run.LastLosses);
        Assert.Equal(Exponent.Estimate(Estimator.Growth, series), run.ByGrowth);
        Assert.Equal(series.Rows("exponents")![0].Average(), run.ByTangent, 1e-12);
        Assert.True(run.Saturates);
    }
}
