using System.Buffers.Binary;
using System.Security.Cryptography;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Dynamics.Tests.Observables;

public sealed class ObservableTests
{
    private static readonly LearningTask Digits = TaskReader.Read(new TaskSpec("digits", 200, 60), DataDirectory.Default);

    private static readonly PairGroupSpec Plain = new(
        new Architecture([37, 10], Activation.Tanh, Initialisation.Normal), 2.5, 0.001, new Perturbation(3, 1e-8), 12, 7);

    private static readonly PairGroupSpec Observing = Plain with { Observe = [new EveryThird(), Observable.TestLoss] };

    [Fact]
    public void Should_change_nothing_of_what_every_group_has()
    {
        var (plain, observing) = (Run(Plain), Run(Observing));
        Assert.Empty(plain.Observed);
        Assert.Equal(plain.Digest(), (observing with { Observed = [] }).Digest());
        Assert.NotEqual(plain.Digest(), observing.Digest());
    }

    [Fact]
    public void Should_have_the_training_loss_for_test_loss_where_both_are_of_the_same_samples()
    {
        var series = new PairGroup(new PreparedTask(Digits with { Test = Digits.Train }), Observing).Run();
        var testLoss = series.Rows("testLoss")!.Single();
        Assert.Equal(13, testLoss.Length);
        Assert.Equal(series.Loss[0], testLoss[..12]);
        Assert.NotEqual(series.Loss[0], Run(Observing).Observed[1].Rows[0][..12]);
    }

    [Fact]
    public void Should_put_series_of_any_shape_into_canonical_order()
    {
        var series = Run(Observing);
        Assert.Equal(["loss", "accuracy", "distance", "everyThird", "testLoss"], series.All.Select(one => one.Name));
        var testLoss = series.Observed[1].Rows[0];
        double[] third = [testLoss[0], testLoss[3], testLoss[6], testLoss[9]];
        Assert.Equal([third, [.. third.Select(value => -value)]], series.Observed[0].Rows);
        // At T = 10 the epoch 9 is the last that has a column; at T = 9 it has none.
        Assert.Equal([4, 3], new[] { 10, 9 }.Select(epochs => Run(Observing with { Epochs = epochs }).Observed[0].Length));
    }

    [Fact]
    public void Should_end_each_series_by_its_own_rule_when_a_group_diverges()
    {
        var spec = Observing with
        {
            Architecture = new Architecture([20, 20], Activation.Relu, Initialisation.Normal),
            LearningRate = 1e6,
            L2 = 1,
            Epochs = 80,
        };
        var series = Run(spec);
        var t = Assert.NotNull(series.DivergedAt);
        Assert.Equal((t + 1, t / 3 + 1), (series.Observed[1].Length, series.Observed[0].Length));
    }

    [Fact]
    public void Should_append_observed_series_to_what_the_digest_always_was_of()
    {
        using var bytes = new MemoryStream();
        Put(2, 1, 2);
        Values(1, 2, 0.5, 0.25, 3, 4);
        var series = new PairGroupSeries([[1], [2]], [0.5, 0.25], [[3, 4]], null);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray())), series.Digest());
        Put(2);
        bytes.Write([0xCF, 0x87]); // χ
        Put(2, 3);
        Values(1, 2, 3, 4, 5, 6);
        series = series with { Observed = [new NamedSeries("χ", [[1, 2, 3], [4, 5, 6]])] };
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray())), series.Digest());

        void Put(params int[] numbers)
        {
            var four = new byte[4];
            foreach (var number in numbers)
            {
                BinaryPrimitives.WriteInt32LittleEndian(four, number);
                bytes.Write(four);
            }
        }

        void Values(params double[] values)
        {
            foreach (var value in values) bytes.Write(BitConverter.GetBytes(value));
        }
    }

    [Fact]
    public void Should_be_the_same_set_in_any_order_and_hold_no_series_twice()
    {
        ObservableSet set = [Observable.TestLoss, new EveryThird()];
        Assert.Equal<ObservableSet>([new EveryThird(), Observable.TestLoss], set);
        Assert.Equal(Observing with { Observe = set }, Observing);
        Assert.Equal((Observing with { Observe = set }).GetHashCode(), Observing.GetHashCode());
        Assert.NotEqual(Plain, Observing);
        Assert.Equal("every-third, test-loss", set.ToString());
        Assert.Throws<ArgumentException>(() => ObservableSet.Of(Observable.TestLoss, Observable.TestLoss));
    }

    [Fact]
    public void Should_be_named_by_their_texts_and_make_series_of_different_names()
    {
        Assert.Equal(Observable.All.Count, Observable.All.Select(observable => observable.Series).Distinct().Count());
        Assert.All(Observable.All, observable => Assert.Same(observable, Observable.Named(observable.Text.ToUpperInvariant())));
        Assert.All(Observable.All, observable => Assert.Matches("^[a-z][a-zA-Z0-9]*$", observable.Series));
        Assert.Null(Observable.Named("loss"));
    }

    private static PairGroupSeries Run(PairGroupSpec spec) => new PairGroup(new PreparedTask(Digits), spec).Run();
}
