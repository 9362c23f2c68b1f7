using Chaos.Actors.Campaigns.Files;
using Chaos.Actors.Dynamics.Observables;

namespace Chaos.Actors.Campaigns.Tests;

/// <summary>What a campaign observes, from its file to its items' keys.</summary>
public sealed class ObserveTests
{
    private const string Minimal =
        """
        task: iris
        architectures: [{hidden: [10], activation: sigmoid}]
        learningRates: [1, 0.1, 10]
        seeds: 3
        """;

    private static readonly TaskContents Contents = TaskContents.Parse("hash");

    [Theory]
    [InlineData("[test-loss]")]
    [InlineData("test-loss")]
    [InlineData("[TEST-LOSS]")]
    public void Should_be_what_the_file_says(string value)
    {
        var campaign = Read(value);
        Assert.Equal<ObservableSet>([Observable.TestLoss], campaign.Observe);
        Assert.Equal(campaign.Observe, campaign.Grid.Item(4).Observe);
        Assert.Equal(campaign.Observe, Canonical.CampaignSpecJson.Read(Canonical.CampaignSpecJson.Write(campaign)).Observe);
    }

    [Theory]
    [InlineData("[test-los]", "observe[0]: found test-los, did you mean 'test-loss'?")]
    [InlineData("[test-loss, test-loss]", "observe[1]: found test-loss again, its series is that of observe[0]")]
    [InlineData("", "observe: found")]
    [InlineData("{test-loss: 1}", "observe: found")]
    public void Should_name_what_cannot_be_observed(string value, string problem) =>
        Assert.Contains(problem, Assert.Throws<CampaignFileException>(() => Read(value)).Message);

    [Fact]
    public void Should_make_items_that_observe_more_other_items()
    {
        var (plain, observing) = (Read("[]"), Read("[test-loss]"));
        Assert.NotEqual(plain, observing);
        Assert.NotEqual(ItemKey.Of(plain, Contents, 1, 4), ItemKey.Of(observing, Contents, 1, 4));
        Assert.Equal(0, GridOverlap.Between(plain, Contents, observing, Contents).SharedItems);
        Assert.Equal(["observe (none there, test-loss here)"], Canonical.SpecDifferences.Between(plain, observing));
    }

    [Fact]
    public void Should_leave_the_key_of_an_item_that_observes_nothing_as_it_was() =>
        Assert.Equal(CampaignFile.Parse(Minimal, "x.yaml"), Read("[]"));

    private static CampaignSpec Read(string observe) => CampaignFile.Parse($"{Minimal}\nobserve: {observe}\n", "x.yaml");
}
