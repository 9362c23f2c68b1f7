using Chaos.Actors.Coordinator.Dispatch;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Tests.Dispatch;

public sealed class TrainerPresenceTests
{
    private readonly TrainerPresence _presence = new();
    private TimeSpan _now;

    [Fact]
    public void Should_tell_who_comes_and_who_falls_silent()
    {
        Assert.Equal(TrainerPresence.News.Came, Pull("t1", "a"));
        Assert.Equal(TrainerPresence.News.Came, Pull("t2", "b"));
        Assert.Equal(TrainerPresence.News.None, Pull("t1", "a"));
        Assert.Equal(TrainerPresence.News.None, Pull("t2", "b", slots: 0)); // drains

        _now += TrainerPresence.LongestSilence + TimeSpan.FromSeconds(2);
        Assert.Equal([(new NodeId("t1"), false), (new NodeId("t2"), true)], _presence.TakeSilent(_now).OrderBy(gone => gone.Node.Value));
        Assert.Empty(_presence.TakeSilent(_now));
        Assert.Equal(TrainerPresence.News.Came, Pull("t1", "a"));
    }

    [Fact]
    public void Should_tell_a_duplicate_name_once_and_not_a_trainer_that_moved()
    {
        Pull("t1", "a");
        Assert.Equal(TrainerPresence.News.None, Pull("t1", "b"));
        Assert.Equal(TrainerPresence.News.None, Pull("t1", "b"));
        Assert.Equal(TrainerPresence.News.DuplicateName, Pull("t1", "a"));
        Assert.Equal(TrainerPresence.News.None, Pull("t1", "b"));
        Assert.Equal(TrainerPresence.News.None, Pull("t1", "a"));
    }

    private TrainerPresence.News Pull(string node, string address, int slots = 1) => _presence.Observe(
        new CoordinatorCommands.Pull(new NodeId(node), slots, slots, []), address, _now += TimeSpan.FromSeconds(0.5), out _);
}
