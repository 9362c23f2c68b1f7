using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.TrainerNode.Speed;

namespace Chaos.Actors.TrainerNode.Tests.Speed;

public sealed class SlotBenchmarkTests
{
    private static readonly PreparedTask Iris = new(TaskReader.Read(new TaskSpec("iris"), DataDirectory.Default));

    [Fact]
    public void Should_measure_whole_items_where_there_is_time()
    {
        // Of one epoch, so that even a slot that hardly gets a core finishes one.
        var speed = Measure(slots: 2, epochs: 1, TimeSpan.FromSeconds(0.05), TimeProvider.System);
        Assert.Equal((2, 3), (speed.Slots, speed.Copies));
        Assert.True(speed is { BeginSeconds: > 0, EpochSeconds: > 0, FinishSeconds: > 0 });
        Assert.InRange(speed.ProcessorShare, double.Epsilon, 1);
        Assert.Equal(speed.BeginSeconds + 10 * speed.EpochSeconds + speed.FinishSeconds, speed.ItemSeconds(10), 1e-12);
    }

    [Fact]
    public void Should_stop_an_item_that_takes_longer_after_two_epochs_at_the_earliest()
    {
        // A clock whose every look is a second: an epoch takes one, and the time is over with the first.
        var time = new SteppingTime();
        var speed = Measure(slots: 1, epochs: 1_000_000, TimeSpan.FromSeconds(2), time);
        Assert.Equal(0, speed.FinishSeconds);
        Assert.InRange(speed.EpochSeconds, double.Epsilon, 2);
        Assert.InRange(time.GetTimestamp(), 5, 20);
    }

    [Fact]
    public void Should_stop_when_asked_to()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        Assert.Throws<OperationCanceledException>(() => new SlotBenchmark(Iris, [Spec(1000)], [0.5], TimeProvider.System)
            .Measure(1, TimeSpan.FromDays(1), cancellation.Token));
    }

    // The first epoch is one of the dear ones; few are, so an average over what there was time for would be many times too large.
    [Fact]
    public void Should_weigh_epochs_by_how_many_of_their_kind_an_item_has()
    {
        var kinds = new EpochKinds(Spec(100) with { HessianEvery = 10, Tangents = 1, AttributionEvery = 50 });
        Assert.Equal(new[] { 0, 0.02, 0.08, 0.9 }, kinds.Shares.Order(), (expected, actual) => Math.Abs(expected - actual) < 1e-9);
        Assert.Equal((0, kinds.Of(0)), (kinds.Of(1), kinds.Of(50)));
        var seconds = new double[4];
        var epochs = new long[4];
        (seconds[0], epochs[0]) = (2, 4); // half a second each
        (seconds[kinds.Of(0)], epochs[kinds.Of(0)]) = (12, 1);
        Assert.Equal(0.9 * 0.5 + 0.1 * 12, kinds.Mean(seconds, epochs), 1e-9);
        (seconds[kinds.Of(10)], epochs[kinds.Of(10)]) = (10, 1);
        Assert.Equal(0.9 * 0.5 + 0.02 * 12 + 0.08 * 10, kinds.Mean(seconds, epochs), 1e-9);
    }

    private static SlotSpeed Measure(int slots, int epochs, TimeSpan duration, TimeProvider time) =>
        new SlotBenchmark(Iris, [Spec(epochs), Spec(epochs) with { Seed = 8 }], [0.5], time)
            .Measure(slots, duration, CancellationToken.None);

    private static PairGroupSpec Spec(int epochs) =>
        new(new Architecture([3], Activation.Tanh, Initialisation.Normal), 0.5, 0, new Perturbation(2, 1e-8), epochs, 7);
}
