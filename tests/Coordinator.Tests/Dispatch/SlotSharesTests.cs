using Chaos.Actors.Coordinator.Dispatch;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Tests.Dispatch;

public sealed class SlotSharesTests
{
    private static readonly CampaignId A = new("a");
    private static readonly CampaignId B = new("b");
    private static readonly CampaignId C = new("c");

    private readonly SlotShares _shares = new();

    [Fact]
    public void Should_divide_free_slots_evenly()
    {
        _shares.Observe(Pull("n1", free: 7), TimeSpan.Zero);
        Assert.Equal([(A, 3), (B, 2), (C, 2)], _shares.Divide(7, [A, B, C]));
    }

    [Fact]
    public void Should_give_a_slot_to_who_holds_the_fewest_anywhere()
    {
        _shares.Observe(Pull("n1", free: 0, A, A, A), TimeSpan.Zero);
        _shares.Observe(Pull("n2", free: 2, B), TimeSpan.Zero);
        Assert.Equal([(B, 2)], _shares.Divide(2, [A, B]));
    }

    [Fact]
    public void Should_count_what_is_on_its_way_until_the_trainer_reports()
    {
        _shares.Observe(Pull("n1", free: 1), TimeSpan.Zero);
        _shares.Expect(new NodeId("n1"), A, 1);
        Assert.Equal([(B, 1)], _shares.Divide(1, [A, B]));
        _shares.Observe(Pull("n1", free: 1), TimeSpan.Zero);
        Assert.Equal([(A, 1)], _shares.Divide(1, [A, B]));
    }

    [Theory]
    [InlineData(5, 0.5)]
    [InlineData(5, 0.02)]
    [InlineData(0.03, 0.03)]
    public void Should_share_the_time_of_a_single_slot(double secondsOfA, double secondsOfB)
    {
        var now = TimeSpan.Zero;
        var time = new Dictionary<CampaignId, double> { [A] = 0, [B] = 0 };
        while (time[A] + time[B] < 1000 * Math.Min(secondsOfA, 1))
        {
            _shares.Observe(Pull("n1", free: 1), now);
            var campaign = Assert.Single(_shares.Divide(1, [A, B])).Campaign;
            _shares.Expect(new NodeId("n1"), campaign, 1);
            var duration = TimeSpan.FromSeconds(campaign == A ? secondsOfA : secondsOfB);
            time[campaign] += duration.TotalSeconds;
            now += duration;
            _shares.RecordFinished(campaign, duration);
        }
        Assert.InRange(time[A] / (time[A] + time[B]), 0.45, 0.55);
    }

    [Fact]
    public void Should_give_a_newcomer_its_share_and_not_the_time_before_it_came()
    {
        for (var second = 0; second < 60; second++) Turn(second, A);
        var turns = Enumerable.Range(60, 20).Select(second => Turn(second, A, B)).ToList();
        Assert.InRange(turns.Count(turn => turn == B), 9, 11);

        CampaignId Turn(int second, params CampaignId[] campaigns)
        {
            _shares.Observe(Pull("n1", free: 1), TimeSpan.FromSeconds(second));
            var turn = Assert.Single(_shares.Divide(1, campaigns)).Campaign;
            _shares.Expect(new NodeId("n1"), turn, 1);
            _shares.RecordFinished(turn, TimeSpan.FromSeconds(1));
            return turn;
        }
    }

    [Fact]
    public void Should_count_a_failed_attempt_as_long_as_an_item()
    {
        _shares.RecordFinished(A, TimeSpan.FromSeconds(2));
        _shares.RecordFinished(B, TimeSpan.FromSeconds(3));
        Assert.Equal([(A, 1)], _shares.Divide(1, [A, B]));
        _shares.RecordFailure(A);
        Assert.Equal([(B, 1)], _shares.Divide(1, [A, B]));
    }

    [Fact]
    public void Should_offer_higher_priorities_first_and_leftovers_to_equals_before_lower_ones()
    {
        var pull = Pull("n1", free: 2);
        _shares.Observe(pull, TimeSpan.Zero);
        var turns = PullRoute.Of(pull, [(A, 0), (B, 5), (C, 5)], _shares);
        Assert.Equal(
            [(B, 1), (C, 1), (B, PullRoute.Unlimited), (C, PullRoute.Unlimited), (A, PullRoute.Unlimited)], turns.Queue);
    }

    private static CoordinatorCommands.Pull Pull(string node, int free, params CampaignId[] running) => new(
        new NodeId(node),
        free + running.Length,
        free,
        [.. running.Select((campaign, n) => new HeldAttempt(
            campaign, new ItemIndex(n), new AttemptId(n), AttemptPhase.Running, 0))]);
}
