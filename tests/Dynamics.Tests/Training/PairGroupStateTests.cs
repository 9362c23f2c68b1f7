using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Tests.Observables;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Dynamics.Tests.Training;

public sealed class PairGroupStateTests
{
    private static readonly PreparedTask Digits = new(TaskReader.Read(new TaskSpec("digits", 200, 60), DataDirectory.Default));

    private static readonly PairGroupSpec Deep = new(
        new Architecture([37, 10], Activation.Tanh, Initialisation.Normal), 2.5, 0.001, new Perturbation(3, 1e-8), 12, 7)
    {
        Observe = [Observable.TestLoss, new EveryThird()],
    };

    // The L2 term alone multiplies every weight by −1e6 an epoch.
    private static readonly PairGroupSpec Divergent = new(
        new Architecture([20, 20], Activation.Relu, Initialisation.Normal), 1e6, 1, new Perturbation(2, 1e-8), 80, 1)
    {
        Observe = [Observable.TestLoss, new EveryThird()],
    };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(11)]
    [InlineData(12)]
    public void Should_end_with_the_same_bits_when_continued_at(int epoch)
    {
        var whole = new PairGroup(Digits, Deep);
        var digest = whole.Run().Digest();
        var state = StateAt(new PairGroup(Digits, Deep), epoch);
        Assert.Equal(epoch, state.Epoch);

        var continued = new PairGroup(Digits, Deep, state);
        Assert.Equal(digest, continued.Run().Digest());
        Assert.Equal(whole.Parameters(3), continued.Parameters(3));
    }

    [Fact]
    public void Should_end_with_the_same_bits_when_continued_again_and_again_on_other_threads()
    {
        var state = new PairGroup(Digits, Deep).State();
        for (var epoch = 1; epoch <= Deep.Epochs; epoch++)
            state = StateAt(new PairGroup(Digits, Deep, state, threads: 1 + epoch % 4), epoch);
        Assert.Equal(new PairGroup(Digits, Deep).Run().Digest(), new PairGroup(Digits, Deep, state).Run().Digest());
    }

    [Fact]
    public void Should_end_with_the_same_bits_when_continued_with_momentum()
    {
        var spec = Deep with { Momentum = 0.9 };
        var digest = new PairGroup(Digits, spec).Run().Digest();
        Assert.NotEqual(new PairGroup(Digits, Deep).Run().Digest(), digest);
        foreach (var epoch in new[] { 0, 5, 12 })
        {
            var state = StateAt(new PairGroup(Digits, spec), epoch);
            Assert.Equal(4, state.Velocities.Count);
            Assert.Equal(digest, new PairGroup(Digits, spec, state, threads: 2).Run().Digest());
        }
    }

    [Fact]
    public void Should_diverge_at_the_same_epoch_wherever_it_is_continued()
    {
        var whole = new PairGroup(Digits, Divergent).Run();
        var end = Assert.NotNull(whole.DivergedAt);
        foreach (var epoch in new[] { 0, 1, end - 1, end })
        {
            var series = new PairGroup(Digits, Divergent, StateAt(new PairGroup(Digits, Divergent), epoch)).Run();
            Assert.Equal((whole.Digest(), end), (series.Digest(), series.DivergedAt));
        }
    }

    [Fact]
    public void Should_keep_a_state_as_it_was_while_the_group_goes_on()
    {
        PairGroupState? state = null;
        var group = new PairGroup(Digits, Deep);
        var whole = group.Run((t, _, _, _) => state = t == 4 ? group.State() : state);
        Assert.Equal(whole.Loss[2][..4], state!.Series.Loss[2]);
        Assert.NotEqual(group.Parameters(2)[0], state.Parameters[2][0]);
        Assert.Equal(whole.Digest(), new PairGroup(Digits, Deep, state).Run().Digest());
    }

    [Fact]
    public void Should_begin_with_the_epoch_of_the_state()
    {
        var epochs = new List<int>();
        var group = new PairGroup(Digits, Deep, StateAt(new PairGroup(Digits, Deep), 9));
        Assert.Equal(9, group.Epoch);
        group.Run((t, _, _, _) => epochs.Add(t));
        Assert.Equal([9, 10, 11, 12], epochs);
    }

    [Fact]
    public void Should_refuse_a_state_of_other_shapes()
    {
        var state = StateAt(new PairGroup(Digits, Deep), 5);
        Refused(Deep with { Perturbation = new Perturbation(2, 1e-8) }, state);
        Refused(Deep with { Architecture = new Architecture([37], Activation.Tanh, Initialisation.Normal) }, state);
        Refused(Deep with { Epochs = 4 }, state);
        Refused(Deep with { Observe = [] }, state);
        Refused(Deep with { Observe = [Observable.TestLoss] }, state);
        Refused(Deep with { Momentum = 0.5 }, state); // which has no velocities
        Refused(Deep, state with { Epoch = 6 });
        Refused(Deep, state with { Series = state.Series with { Distance = state.Series.Distance[1..] } });

        static void Refused(PairGroupSpec spec, PairGroupState state) =>
            Assert.Throws<ArgumentException>(() => new PairGroup(Digits, spec, state));
    }

    private static PairGroupState StateAt(PairGroup group, int epoch)
    {
        PairGroupState? state = null;
        using var stop = new CancellationTokenSource();
        try
        {
            group.Run(
                (t, _, _, _) =>
                {
                    if (t != epoch) return;
                    state = group.State();
                    stop.Cancel();
                }, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // As meant; the last epoch and a divergent one end before they can be cancelled.
        }
        return state!;
    }
}
