using Chaos.Actors.Coordinator.Dispatch;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Tests.Dispatch;

public sealed class TrainerRollTests
{
    private readonly TrainerRoll _roll = new();
    private TimeSpan _now;

    [Fact]
    public void Should_tell_who_comes_and_who_falls_silent()
    {
        Assert.Equal(TrainerRoll.News.Came, Pull("t1", "a"));
        Assert.Equal(TrainerRoll.News.Came, Pull("t2", "b"));
        Assert.Equal(TrainerRoll.News.None, Pull("t1", "a"));
        Assert.Equal(TrainerRoll.News.None, Pull("t2", "b", slots: 0)); // drains

        _now += TrainerRoll.LongestSilence + TimeSpan.FromSeconds(2);
        Assert.Equal([(new NodeId("t1"), false), (new NodeId("t2"), true)], _roll.TakeSilent(_now).OrderBy(gone => gone.Node.Value));
        Assert.Empty(_roll.TakeSilent(_now));
        Assert.Equal(TrainerRoll.News.Came, Pull("t1", "a"));
    }

    [Fact]
    public void Should_tell_twins_once_and_not_one_that_moved()
    {
        Pull("t1", "a");
        Assert.Equal(TrainerRoll.News.None, Pull("t1", "b"));
        Assert.Equal(TrainerRoll.News.None, Pull("t1", "b"));
        Assert.Equal(TrainerRoll.News.Twins, Pull("t1", "a"));
        Assert.Equal(TrainerRoll.News.None, Pull("t1", "b"));
        Assert.Equal(TrainerRoll.News.None, Pull("t1", "a"));
    }

    private TrainerRoll.News Pull(string node, string address, int slots = 1) => _roll.Note(
        new CoordinatorCommands.Pull(new NodeId(node), slots, slots, []), address, _now += TimeSpan.FromSeconds(0.5), out _);
}
