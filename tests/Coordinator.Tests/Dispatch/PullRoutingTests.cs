using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Coordinator.Dispatch;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Tests.Dispatch;

public sealed class PullRoutingTests
{
    private static readonly CampaignId A = new("a");
    private static readonly CampaignId B = new("b");
    private static readonly CampaignId Urgent = new("urgent");

    private readonly PullRouting _routing = new();

    [Fact]
    public void Should_go_from_campaign_to_campaign_until_the_trainer_is_full()
    {
        var pull = Pull(free: 4);
        Assert.Equal(Urgent, _routing.Begin(pull, [(A, 0), (B, 0), (Urgent, 5)], TimeSpan.Zero));

        Assert.Equal((Urgent, 0, PullRoute.Unlimited, false), Next(pull));
        Assert.True(_routing.GoesOn(new CampaignInternals.Unfilled(Urgent, pull, 1)));
        Assert.Equal((A, 1, 2, false), Next(pull));
        Assert.True(_routing.GoesOn(new CampaignInternals.Unfilled(A, pull, 1)));
        Assert.Equal((B, 1, 2, false), Next(pull));
        Assert.True(_routing.GoesOn(new CampaignInternals.Unfilled(B, pull, 3)));
        Assert.Equal((A, 3, PullRoute.Unlimited, false), Next(pull));
        Assert.True(_routing.GoesOn(new CampaignInternals.Unfilled(A, pull, 3)));
        Assert.Equal((B, 3, PullRoute.Unlimited, true), Next(pull)); // only the last may give copies
        Assert.Null(_routing.Next(pull, _ => true));
        Assert.False(_routing.IsEmpty(pull));
    }

    [Fact]
    public void Should_pass_over_who_has_nothing_any_more()
    {
        var pull = Pull(free: 1);
        _routing.Begin(pull, [(A, 0), (Urgent, 5)], TimeSpan.Zero);
        Assert.Equal(A, _routing.Next(pull, campaign => campaign != Urgent)!.Value.Campaign);
        Assert.True(_routing.GoesOn(new CampaignInternals.Unfilled(A, pull, 0)));
        Assert.Null(_routing.Next(pull, _ => true));
        Assert.True(_routing.IsEmpty(pull));
    }

    [Fact]
    public void Should_end_a_route_when_the_trainer_pulls_again()
    {
        var (first, second) = (Pull(free: 1), Pull(free: 1));
        _routing.Begin(first, [(A, 0)], TimeSpan.Zero);
        _routing.Begin(second, [(A, 0)], TimeSpan.Zero);
        Assert.False(_routing.GoesOn(new CampaignInternals.Unfilled(A, first, 0)));
        Assert.True(_routing.GoesOn(new CampaignInternals.Unfilled(A, second, 0)));
    }

    private (CampaignId, int Given, int Slots, bool MayCopy)? Next(CoordinatorCommands.Pull pull) =>
        _routing.Next(pull, _ => true) is var (campaign, offer) ? (campaign, offer.Given, offer.Slots, offer.MayCopy) : null;

    private static CoordinatorCommands.Pull Pull(int free) => new(new NodeId("n1"), free, free, []);
}
