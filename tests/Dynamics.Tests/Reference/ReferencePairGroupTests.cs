using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Reference;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;
using CsCheck;

namespace Chaos.Actors.Dynamics.Tests.Reference;

/// <summary>The pair group in plain loops is right, and the fast one equals it bit for bit.</summary>
public sealed class ReferencePairGroupTests
{
    private static readonly LearningTask[] Tasks =
        [.. new TaskSpec[] { new("digits", 70, 30), new("iris"), new("mnist", 60, 20), new("wine", 33, 17) }
            .Select(spec => TaskReader.Read(spec, DataDirectory.Default))];

    private static readonly PreparedTask[] Prepared = [.. Tasks.Select(task => new PreparedTask(task))];

    private static readonly Gen<(int Task, PairGroupSpec Spec, int Threads, int Kernels)> Groups = Gen.Select(
        Gen.Int[0, Tasks.Length - 1],
        Gen.Select(
            Gen.Int[1, 40].Array[0, 3], Any([.. Activation.All, Activation.Named("leakyrelu 0.3")!]), Gen.Enum<Initialisation>(), Gen.Bool,
            (hidden, activation, initialisation, biases) =>
                new Architecture(hidden, activation, initialisation) { Biases = biases, Sigma = Sigma(initialisation, hidden) }),
        Any(0.1, 2.5, 10, 1e6),
        Any(0, 1e-3, 1),
        Gen.Select(Gen.Int[0, 7], Any(0, 1e-8, 1e-2), (count, epsilon) => new Perturbation(count, epsilon)),
        Gen.Select(Gen.Int[1, 6], Gen.ULong, Gen.Int[1, 4], Gen.Int[0, KernelSelection.All.Count - 1]),
        (task, architecture, rate, l2, perturbation, rest) => (
            task, new PairGroupSpec(architecture, rate, l2, perturbation, rest.Item1, rest.Item2), rest.Item3, rest.Item4));

    private static double Sigma(Initialisation initialisation, int[] hidden) =>
        initialisation == Initialisation.Normal && hidden.Length == 2 ? 0.3 : 1;

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Should_equal_the_pair_group_bit_for_bit() => Groups.Sample(
        sample =>
        {
            var expected = new ReferencePairGroup(Tasks[sample.Task], sample.Spec);
            var actual = new PairGroup(
                Prepared[sample.Task], sample.Spec, threads: sample.Threads, kernels: KernelSelection.All[sample.Kernels]);
            AssertSame(expected.Run(), actual.Run());
            for (var copy = 0; copy <= sample.Spec.Perturbation.Count; copy++)
                Assert.Equal(Bits(expected.Parameters(copy)), Bits(actual.Parameters(copy)));
        },
        iter: 150, threads: 1, print: sample => $"{Tasks[sample.Task].Name} {sample.Spec} {sample.Threads} threads, "
            + KernelSelection.All[sample.Kernels].Name);

    [Theory]
    [InlineData]
    [InlineData(7)]
    [InlineData(5, 4, 6)]
    public void Should_have_the_gradient_of_its_loss(params int[] hidden)
    {
        const double step = 1e-5;
        var task = Tasks[1];
        foreach (var activation in Activation.All)
        {
            var architecture = new Architecture(hidden, activation, Initialisation.LeCun);
            var network = new ReferenceNetwork(architecture, task.Shape, task.Classes);
            var w = new ReferencePairGroup(task, new PairGroupSpec(architecture, 1, 0, new Perturbation(0, 0), 1, 3)).Parameters(0);
            // Biases that are not 0: a sample that no unit answers to would leave relu's argument exactly at its corner.
            for (var k = 1; k < w.Length; k += 2)
                for (var e = 0; e < w[k].Length; e++) w[k][e] = 0.1 + 0.01 * e;
            var gradient = network.LossAndGradient(w, task.Train).Gradient;
            for (var k = 0; k < w.Length; k++)
                for (var e = 0; e < w[k].Length; e++)
                {
                    var middle = w[k][e];
                    w[k][e] = middle + step;
                    var above = network.LossAndGradient(w, task.Train).Loss;
                    w[k][e] = middle - step;
                    var below = network.LossAndGradient(w, task.Train).Loss;
                    w[k][e] = middle;
                    Assert.Equal((above - below) / (2 * step), gradient[k][e] / task.Train.Count, 2e-8);
                }
        }
    }

    private static void AssertSame(PairGroupSeries expected, PairGroupSeries actual)
    {
        Assert.Equal(Bits(expected.Loss), Bits(actual.Loss));
        Assert.Equal(expected.Accuracy, actual.Accuracy);
        Assert.Equal(Bits(expected.Distance), Bits(actual.Distance));
        Assert.Equal((expected.DivergedAt, Canonical(expected).Digest()), (actual.DivergedAt, actual.Digest()));
    }

    private static PairGroupSeries Canonical(PairGroupSeries series) => series with
    {
        Loss = [.. series.Loss.Select(Canonical)],
        Distance = [.. series.Distance.Select(Canonical)],
    };

    private static double[] Canonical(double[] values) => [.. values.Select(value => double.IsNaN(value) ? double.NaN : value)];

    // Every NaN as the same one.
    private static long[] Bits(double[][] rows) => [.. rows.SelectMany(Canonical).Select(BitConverter.DoubleToInt64Bits)];
}
