using System.Collections.Concurrent;
using Chaos.Actors.Analysis.Search;
using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Analysis.Tests.Search;

public sealed class OnsetSearchTests(ITestOutputHelper output)
{
    private const int CampaignCount = 500;

    /// <summary>
    /// However often the search looks, and wherever it puts its points: the final interval holds the truth in 93 to 99 of 100 campaigns, with
    /// onsets that scatter much, little and hardly beside the width asked for.
    /// </summary>
    [Theory]
    [InlineData(0.2, 0.2, 200)]
    [InlineData(0.1, 0.2, 100)]
    [InlineData(0.1, 0.1, 60)]
    [InlineData(0.05, 0.3, 40)]
    [InlineData(0.3, 0.1, 20)]
    public void Should_hold_the_onset_when_it_stops(double scatter, double width, int seeds)
    {
        var tally = new ConcurrentBag<(bool Holds, bool Known, long Items, double Steps)>();
        Parallel.For(0, CampaignCount, number =>
        {
            var random = new Random(number);
            var truth = Math.Exp(3 * random.NextDouble());
            var seedOnsets = Draw(random, seeds, truth, scatter);
            var search = SimulatedSearch.Play(
                SimulatedSearch.Of(new SearchSpec { Width = width, Low = 0.02, High = 100 }, seeds), (eta, seed) => Run(eta, seed, seedOnsets[seed], 1.3 * seedOnsets[seed]));
            var onset = search.Onset();
            tally.Add((onset.Low <= truth && truth <= onset.High, (onset.High - onset.Low) / onset.Eta <= width, search.Items.Count, search.Rounds.Count));
        });
        var covered = (double)tally.Count(each => each.Holds) / CampaignCount;
        output.WriteLine($"{covered:P1} hold it, {tally.Count(each => each.Known)} to the width, {tally.Average(each => each.Items):F0} items, {tally.Average(each => each.Steps):F1} rounds");
        Assert.InRange(covered, 0.93, 0.99);
    }

    private static double[] Draw(Random random, int seeds, double truth, double scatter) =>
        [.. Enumerable.Range(0, seeds).Select(_ => truth * Math.Exp(scatter * Logit(random)))];

    private static SearchedItem Run(double eta, int seed, double onset, double fastest)
    {
        var time = 200 / fastest * (eta <= fastest ? fastest / eta : Math.Pow(eta / fastest, 2));
        return new SearchedItem(eta, seed, Math.Log(10) * Math.Pow(eta / onset, 3), time < 400 ? (int)(10 * time) : null);
    }

    private static double Logit(Random random) => random.NextDouble() is var u ? Math.Log((u + 1e-12) / (1 - u + 1e-12)) : 0;
}
