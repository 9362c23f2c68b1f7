using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.TrainerNode.Tests;

public sealed class OutboxTests
{
    private static readonly CampaignId Campaign = new("c");
    private readonly Outbox _outbox = new();

    [Fact]
    public void Should_send_again_with_growing_delays_until_acknowledged()
    {
        var key = Add(1);
        var sent = new List<int>();
        for (var second = 0; second <= 120; second++)
        {
            if (_outbox.TakeDue(TimeSpan.FromSeconds(second)).Count > 0) sent.Add(second);
        }
        Assert.Equal([2, 6, 14, 30, 60, 90, 120], sent);
        Assert.Equal(new ItemIndex(1), _outbox.Remove(key));
        Assert.Null(_outbox.Remove(key));
        Assert.Empty(_outbox.TakeDue(TimeSpan.FromHours(1)));
    }

    [Fact]
    public void Should_send_everything_at_once_to_a_new_coordinator()
    {
        Add(1);
        Add(2);
        Assert.Empty(_outbox.TakeDue(TimeSpan.FromSeconds(1)));
        _outbox.Reset();
        Assert.Equal(2, _outbox.TakeDue(TimeSpan.FromSeconds(1)).Count);
        Assert.Empty(_outbox.TakeDue(TimeSpan.FromSeconds(1)));
    }

    private AttemptKey Add(long attempt)
    {
        var key = new AttemptKey(Campaign, new AttemptId(attempt));
        _outbox.Add(
            key,
            new ItemIndex(attempt),
            new CoordinatorCommands.ItemFailed(
                Campaign, new ItemIndex(attempt), key.Attempt, new NodeId("n"), FailureKind.Threw, "e"),
            TimeSpan.Zero);
        return key;
    }
}
