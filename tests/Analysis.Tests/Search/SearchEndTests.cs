using Chaos.Actors.Analysis.Search;
using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Analysis.Tests.Search;

/// <summary>What a search ends with, on campaigns with a known answer.</summary>
public sealed class SearchEndTests
{
    private static readonly double Decade = Math.Log(10);

    [Fact]
    public void Should_find_an_onset_that_all_seeds_share_to_the_width_asked_for()
    {
        var search = Play(20, 0.1, (eta, seed) => new SearchedItem(eta, seed, eta < 3.33 ? 0 : 9, (int)(1000 * Math.Abs(Math.Log(eta / 1.7)))));
        var onset = search.Onset();
        Assert.InRange(3.33, onset.Low, onset.High);
        Assert.True((onset.High - onset.Low) / onset.Eta <= 0.1);
        Assert.InRange(search.State().Fastest()[0], 1.6, 1.8);
        Assert.Contains("is known to the width asked for.", search.Search.Ended);
        // 8 seeds: no more than an interval needs. Far from both, two.
        Assert.Equal(8, search.Campaign.CellSeeds!.Max());
        Assert.Equal(2, search.Campaign.CellSeeds![0]);
        Assert.InRange(search.Items.Count, 50, 150);
    }

    [Fact]
    public void Should_read_flow_at_one_rate_that_every_seed_has_in_every_round()
    {
        var search = Play(30, 0.2, (eta, seed) => new SearchedItem(eta, seed, Decade * eta / (3 + 0.4 * Math.Sin(seed)), (int)(1000 * Math.Abs(Math.Log(eta / (2 + 0.3 * Math.Cos(seed)))))));
        Assert.All(search.Rounds, round => Assert.Equal(
            round.CellSeeds!.Max(), round.CellSeeds![round.LearningRates.ToList().IndexOf(round.Search!.FlowRate)]));
        Assert.True(search.Campaign.CellSeeds!.Max() > 8);
    }

    [Fact]
    public void Should_give_no_more_seeds_to_a_settled_cell()
    {
        // Half of the seeds are chaotic from 2.5 on, the others from 3.5 on: at 1 and at 10 all is settled with eight.
        var search = Play(60, 0.05, (eta, seed) => new SearchedItem(eta, seed, eta > (seed % 2 == 0 ? 2.5 : 3.5) ? 9 : 0, null));
        var seeds = search.Campaign.LearningRates.Zip(search.Campaign.CellSeeds!).ToDictionary(cell => cell.First, cell => cell.Second);
        Assert.Equal(60, seeds.Where(cell => cell.Key is > 2.5 and < 3.5).Max(cell => cell.Value));
        Assert.All(seeds.Where(cell => cell.Key is < 2 or > 4.5 && cell.Key != search.Search.FlowRate), cell => Assert.InRange(cell.Value, 2, 8));
        Assert.Contains("All 60 seeds are spent.", search.Search.Ended);
    }

    [Theory]
    [InlineData(20, 1e9, 1e9, "No onset below η = 20: give a larger `high`.")]
    [InlineData(4, 1e9, 1e9, "No onset below η = 20, as far as 4 seeds can tell: give a larger `high`.")]
    [InlineData(20, 0.01, 1e9, "Already chaotic at η = 0.1: give a smaller `low`.")]
    [InlineData(20, 1e9, 9, "No onset below η = 4.64, and from η = 10 on every run diverges.")]
    [InlineData(20, 1e9, 0.01, "No run tells nearby trajectories apart without diverging, so there is no onset to be found.")]
    public void Should_say_why_there_is_none(int seeds, double onset, double diverges, string sentence)
    {
        var search = Play(seeds, 0.1, (eta, seed) => new SearchedItem(eta, seed, eta > diverges ? null : eta > onset ? 9 : 0, null));
        Assert.StartsWith(sentence, search.Search.Ended);
        Assert.Contains("so no η is fastest", search.Search.Ended);
        Assert.InRange(search.Items.Count, 1, 80);
    }

    [Fact]
    public void Should_end_with_its_budget()
    {
        var campaign = SimulatedSearch.Of(new SearchSpec { Width = 0.01, Low = 0.1, High = 20, Budget = 60 }, 20);
        var search = SimulatedSearch.Play(campaign, (eta, seed) => new SearchedItem(eta, seed, eta > 3 + 0.1 * seed ? 9 : 0, null));
        Assert.InRange(search.Items.Count, 16, 60);
        Assert.Contains("The budget of 60 items does not hold the ", search.Search.Ended);
    }

    /// <summary>Ville: a fair coin is ever taken for one that is not in at most 5 of 100 long series, though it is looked at after every toss.</summary>
    [Fact]
    public void Should_seldom_ever_settle_a_wrong_sign()
    {
        var random = new Random(7);
        var wrong = Enumerable.Range(0, 1000).Count(_ =>
        {
            var chaotic = 0;
            for (var n = 1; n <= 200; n++)
            {
                if (random.NextDouble() < 0.5) chaotic++;
                if (SignTest.Sign(chaotic, n, 0.05) > 0) return true;
            }
            return false;
        });
        Assert.InRange(wrong / 1000.0, 0.005, 0.05);
        Assert.Equal([0, 0, 1, 0, -1], new[] { (6, 6), (7, 8), (7, 7), (1, 8), (0, 7) }.Select(seeds => SignTest.Sign(seeds.Item1, seeds.Item2, 0.05)));
    }

    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(8, new[] { 8 })]
    [InlineData(20, new[] { 8, 12, 18, 20 })]
    public void Should_look_more_seldom_the_more_seeds_there_are(int most, int[] looks) => Assert.Equal(looks, SeedSchedule.Looks(most));

    private static SimulatedSearch Play(int seeds, double width, Func<double, int, SearchedItem> outcome) =>
        SimulatedSearch.Play(SimulatedSearch.Of(new SearchSpec { Width = width, Low = 0.1, High = 20 }, seeds), outcome);
}
