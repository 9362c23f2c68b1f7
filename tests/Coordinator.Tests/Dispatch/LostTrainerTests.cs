using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Tests.Dispatch;

/// <summary>What counts against an item whose trainer was lost.</summary>
public sealed class LostTrainerTests
{
    private readonly CampaignDriver _campaign = new(Specs.Campaign(rates: 1, seeds: 1));

    [Fact]
    public void Should_quarantine_an_item_at_which_trainers_are_lost_at_the_same_point()
    {
        foreach (var epochs in new[] { 5, 5, 5 }) Lose(epochs);
        Assert.Equal(1, _campaign.Facts.Quarantined);
    }

    [Fact]
    public void Should_not_condemn_an_item_that_comes_further_each_time()
    {
        foreach (var epochs in new[] { 1, 2, 3, 4, 5, 6, 7 }) Lose(epochs);
        Assert.Equal((0, 1), (_campaign.Facts.Quarantined, _campaign.Facts.Failures[0].Count));
        _campaign.Finish(Assert.Single(_campaign.Pull("t", 1, 1)));
        Assert.Equal(1, _campaign.Facts.Done.Count);
    }

    [Fact]
    public void Should_count_every_attempt_that_throws()
    {
        for (var n = 1; n <= 3; n++)
        {
            var given = Assert.Single(_campaign.Pull("t", 1, 1));
            _campaign.Pull("t", 1, 0, _campaign.Held(given, epochs: n));
            _campaign.Fail(given, FailureKind.Threw);
        }
        Assert.Equal(1, _campaign.Facts.Quarantined);
    }

    private void Lose(int epochs)
    {
        var given = Assert.Single(_campaign.Pull("t", 1, 1));
        _campaign.Pull("t", 1, 0, _campaign.Held(given, epochs: epochs));
        _campaign.Advance(11);
    }
}
