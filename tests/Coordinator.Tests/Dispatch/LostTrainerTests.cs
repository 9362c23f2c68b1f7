using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Tests.Dispatch;

/// <summary>What counts against an item whose trainer was lost.</summary>
public sealed class LostTrainerTests
{
    private readonly CampaignDriver _campaign = new(Specs.Campaign(rates: 1, seeds: 1));

    [Fact]
    public void Should_quarantine_an_item_in_whose_first_epoch_trainers_are_lost()
    {
        for (var n = 1; n <= 3; n++) Lose(epochs: 0, continuedFrom: 0);
        Assert.Equal(1, _campaign.Facts.Quarantined);
    }

    [Fact]
    public void Should_not_blame_an_attempt_that_has_come_through_an_epoch()
    {
        for (var n = 1; n <= 7; n++) Lose(epochs: 1 + n % 3, continuedFrom: n % 3);
        Assert.Empty(_campaign.Facts.Failures);
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

    private void Lose(int epochs, int continuedFrom)
    {
        var given = Assert.Single(_campaign.Pull("t", 1, 1));
        _campaign.Pull("t", 1, 0, _campaign.Held(given, epochs: epochs) with { ContinuedFrom = continuedFrom });
        _campaign.Advance(11);
    }
}
