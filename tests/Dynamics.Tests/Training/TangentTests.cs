using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Losses;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Reference;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Tests.Reference;
using Chaos.Actors.Dynamics.Training;
using MathNet.Numerics.LinearAlgebra;

namespace Chaos.Actors.Dynamics.Tests.Training;

/// <summary>Tangent vectors and curvature: what mathematics knows of them, and what the pair group promises.</summary>
public sealed class TangentTests
{
    private static readonly LearningTask Iris = TaskReader.Read(new TaskSpec("iris"), DataDirectory.Default);
    private static readonly PreparedTask PreparedIris = new(Iris);
    private static readonly PreparedTask Digits = new(TaskReader.Read(new TaskSpec("digits", 200, 60), DataDirectory.Default));

    private static readonly PairGroupSpec Small = new(
        new Architecture([4], Activation.Sigmoid, Initialisation.Normal), 1, 0.01, new Perturbation(0, 1e-8), 30, 3)
    {
        Tangents = 1,
        HessianEvery = 10,
        AttributionEvery = 10,
    };

    private static readonly PairGroupSpec Deep = new(
        new Architecture([37, 10], Activation.Tanh, Initialisation.Normal), 2.5, 0.001, new Perturbation(2, 1e-8), 9, 7)
    {
        Tangents = 5,
        HessianEvery = 4,
        AttributionEvery = 5,
    };

    private static readonly PairGroupSpec DeepWithMomentum = Deep with { Momentum = 0.9, LearningRate = 0.5, AttributionEvery = 0 };

    // Σ_i γ_i(t) is the logarithm of the volume that all N directions together gain, epoch by epoch.
    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    public void Should_have_exponents_whose_sum_is_the_logarithm_of_the_determinant(double l2)
    {
        var spec = Small with { L2 = l2, Tangents = 4 * 4 + 4 + 4 * 3 + 3, HessianEvery = 0, AttributionEvery = 0 };
        var group = new PairGroup(PreparedIris, spec);
        var expected = new List<double>();
        var series = group.Run((t, _, _, _) => expected.Add(
            Jacobian(group.Parameters(0), spec).LU().U.Diagonal().Sum(u => Math.Log(Math.Abs(u)))));
        var exponents = Observed(series, "exponents");
        for (var t = 0; t < spec.Epochs; t++) Assert.Equal(expected[t], exponents.Sum(row => row[t]), 1e-9);
    }

    // The difference d of both logits follows d' = d − 4η(σ(d) − 0.1); the other three directions are neutral.
    [Theory]
    [InlineData(8, 0.349)]
    [InlineData(9, -0.029)]
    [InlineData(10, 0.510)]
    [InlineData(10.5, -0.283)]
    [InlineData(12.5, 0.504)]
    public void Should_find_the_asymptotic_exponent_of_softmax_regression_on_identical_rows(double rate, double exponent)
    {
        var rows = new LabelledSamples(
            new DenseInputs(10, 1, [.. Enumerable.Repeat(1.0, 10)]), [1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        var spec = new PairGroupSpec(
            new Architecture([], Activation.Tanh, Initialisation.Normal), rate, 0, new Perturbation(0, 1e-8), 20_000, 1)
        {
            Tangents = 4,
        };
        var exponents = Observed(new PairGroup(new PreparedTask(new LearningTask("ten rows", 2, rows, rows, "")), spec).Run(), "exponents");
        double[] means = [.. exponents.Select(row => row.Average())];
        Assert.Equal(exponent, means.Sum(), 0.01);
        Assert.Equal(Math.Max(0, exponent), means[0], 0.01);
    }

    // f = uv from u = v at x = y = 1: below 1 a fixed point, then a period of two, chaos, a window, chaos.
    [Theory]
    [InlineData(0.75, 0, -0.6931)]
    [InlineData(1.4, 0.344, -0.549)]
    [InlineData(1.5, 0.491, -0.743)]
    [InlineData(1.7, -0.435, -0.473)]
    [InlineData(1.9, 0.877, -0.214)]
    public void Should_find_both_exponents_of_the_scalar_linear_network(double rate, double first, double second)
    {
        var one = new LabelledSamples(new DenseInputs(1, 1, [1]), [0]);
        var spec = new PairGroupSpec(
            Architecture.Parse("dense 1, identity") with { Biases = false }, rate, 0, new Perturbation(0, 0), 20_000, 1)
        {
            Loss = Loss.Squared,
            Tangents = 2,
        };
        var task = new PreparedTask(new LearningTask("one sample", 1, one, one, ""));
        var exponents = Observed(new PairGroup(task, spec, [[[0.9], [0.9]]]).Run(), "exponents");
        Assert.Equal(first, exponents[0].Average(), 0.01);
        Assert.Equal(second, exponents[1].Average(), 0.01);
    }

    // Squared loss of a linear layer: the Hessian is constant, and each eigenvalue's direction multiplied by 1 − ηh an epoch.
    [Fact]
    public void Should_find_the_exponents_of_a_quadratic_loss()
    {
        var spec = Small with
        {
            Architecture = new Architecture([], Activation.Tanh, Initialisation.Normal),
            Loss = Loss.Squared,
            LearningRate = 0.02,
            L2 = 0,
            Epochs = 4000,
            AttributionEvery = 0,
            HessianEvery = 3999,
            Tangents = 4 * 3 + 3,
        };
        var series = new PairGroup(PreparedIris, spec).Run();
        var last = Observed(series, "exponents").Select(row => row[^1]).ToArray();
        var largest = Observed(series, "hessian")[1];
        Assert.Equal(largest[0], largest[1], 1e-9);
        // Three outputs with one and the same Hessian: each exponent is there three times.
        Assert.Equal(Math.Log(Math.Abs(1 - 0.02 * largest[0])), last.Order().First(), 1e-9);
        for (var i = 0; i < 5; i++) Assert.Equal(last.Order().ElementAt(3 * i), last.Order().ElementAt(3 * i + 2), 1e-4);
    }

    // ½(w − 1)² has the curvature 1: λ² − (1 + β − η)λ + β = 0 of the map of (w, v), which is unstable beyond (2 + 2β)/η.
    [Theory]
    [InlineData(3.2, 0.278918)]
    [InlineData(3, 0)]
    [InlineData(2.99, -0.020638)]
    [InlineData(0.05, -0.122079)]
    public void Should_find_the_exponent_of_the_heavy_ball_on_a_parabola(double rate, double exponent)
    {
        var exponents = Observed(Parabola(rate, epochs: 200), "exponents")[0];
        Assert.Equal(exponent, exponents[^1], 5e-6);
    }

    // Between the two, the roots are a complex pair of the magnitude √β: the vector turns, and shrinks so on average.
    [Theory]
    [InlineData(0.5)]
    [InlineData(1.5)]
    [InlineData(2.8)]
    public void Should_find_that_the_heavy_ball_turns_on_a_parabola(double rate) =>
        Assert.Equal(0.5 * Math.Log(0.5), Observed(Parabola(rate, epochs: 20_000), "exponents")[0].Average(), 0.001);

    private static PairGroupSeries Parabola(double rate, int epochs)
    {
        var one = new LabelledSamples(new DenseInputs(1, 1, [1]), [0]);
        var spec = new PairGroupSpec(
            new Architecture([], Activation.Tanh, Initialisation.Normal) { Biases = false }, rate, 0, new Perturbation(0, 0), epochs, 1)
        {
            Loss = Loss.Squared,
            Momentum = 0.5,
            Tangents = 1,
        };
        return new PairGroup(new PreparedTask(new LearningTask("one sample", 1, one, one, "")), spec, [[[0.9]]]).Run();
    }

    [Fact]
    public void Should_find_the_ends_of_the_spectrum_and_what_the_leading_tangent_grows_on()
    {
        foreach (var rate in new[] { 1, 2.5 })
        {
            var spec = Small with { LearningRate = rate };
            var group = new PairGroup(PreparedIris, spec);
            var (extremes, attributions) = (new List<double[]>(), new List<double[]>());
            var series = group.Run((t, _, _, _) =>
            {
                if (t % 10 != 0 || t == spec.Epochs) return;
                var hessian = ExplicitHessian.Of(Iris, spec.Architecture, group.Parameters(0));
                var eigenvalues = hessian.Evd(Symmetricity.Symmetric).EigenValues.Real();
                extremes.Add([t, eigenvalues.Maximum(), eigenvalues.Minimum()]);
                attributions.Add([t, .. Attribution(hessian, group, spec)]);
            });
            for (var column = 0; column < 3; column++)
            {
                for (var row = 0; row < 3; row++)
                    Assert.Equal(extremes[column][row], Observed(series, "hessian")[row][column], 1e-8);
                for (var row = 0; row < 7; row++)
                    Assert.Equal(attributions[column][row], Observed(series, "attribution")[row][column], 1e-4);
                // Where every direction is told apart, the shares are all of γ_1.
                Assert.Equal(attributions[column][4..].Sum(), Observed(series, "exponents")[0][10 * column], 1e-9);
            }

            Assert.Equal([3, 3], new[] { "hessian", "attribution" }.Select(name => Observed(series, name)[0].Length));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.9)]
    public void Should_follow_tangents_that_agree_with_a_replica_nearby(double momentum)
    {
        // ε so small that the difference of both trajectories stays linear, and large beside rounding.
        var spec = Small with
        {
            Perturbation = new Perturbation(1, 1e-7),
            Epochs = 8,
            HessianEvery = 0,
            AttributionEvery = 0,
            LearningRate = 0.5,
            Momentum = momentum,
        };
        var drawn = new PairGroup(PreparedIris, spec);
        double[][][] initial = [drawn.Parameters(0), drawn.Parameters(1)];
        var difference = Difference(initial[0], initial[1]);
        var norm = Norm(difference);
        var group = new PairGroup(
            PreparedIris, spec, initial, tangents: [[.. difference.Select(tensor => tensor.Select(x => x / norm).ToArray())]]);
        var exponents = Observed(group.Run(), "exponents")[0];
        var after = Difference(group.Parameters(0), group.Parameters(1));
        if (momentum != 0 && group.State().Velocities is var v) after = [.. after, .. Difference(v[0], v[1])];
        Assert.Equal(Math.Log(Norm(after) / norm), exponents.Sum(), 1e-5);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(40)]
    public void Should_give_the_same_bits_with_any_number_of_threads(int threads)
    {
        foreach (var spec in new[] { Deep, Deep with { Perturbation = new Perturbation(0, 0) }, DeepWithMomentum })
            Assert.Equal(new PairGroup(Digits, spec).Run().Digest(), new PairGroup(Digits, spec, threads: threads).Run().Digest());
    }

    [Theory]
    [InlineData]
    [InlineData(5, 20)]
    [InlineData(100, 3)]
    public void Should_give_the_same_bits_with_any_kernels(params int[] hidden)
    {
        var spec = Deep with { Architecture = new Architecture(hidden, Activation.Named("softplus")!, Initialisation.LeCun) };
        var digest = new PairGroup(Digits, spec).Run().Digest();
        Assert.All(KernelSelection.All, kernels => Assert.Equal(digest, new PairGroup(Digits, spec, kernels: kernels).Run().Digest()));
    }

    [Fact]
    public void Should_leave_the_trajectory_as_it_is_without_tangents()
    {
        var plain = new PairGroup(Digits, Deep with { Tangents = 0, HessianEvery = 0, AttributionEvery = 0 }).Run();
        Assert.Equal(plain.Digest(), (new PairGroup(Digits, Deep).Run() with { Observed = [] }).Digest());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(9)]
    public void Should_end_with_the_same_bits_when_continued_at(int epoch)
    {
        foreach (var spec in new[] { Deep, Deep with { Perturbation = new Perturbation(0, 0) }, DeepWithMomentum })
        {
            PairGroupState? state = null;
            var group = new PairGroup(Digits, spec);
            var whole = group.Run((t, _, _, _) => state = t == epoch ? group.State() : state);
            Assert.Equal(whole.Digest(), new PairGroup(Digits, spec, state!, threads: 3).Run().Digest());
            Assert.Throws<ArgumentException>(() => new PairGroup(Digits, spec with { Tangents = 4 }, state!));
        }
    }

    // No sample has the first pixel: the L2 term alone moves its weights, and takes their direction to exactly 0.
    [Fact]
    public void Should_keep_a_direction_that_is_lost_at_minus_infinity()
    {
        var spec = Small with { LearningRate = 1, L2 = 1, Epochs = 4, HessianEvery = 0, AttributionEvery = 2, Tangents = 2 };
        var group = new PairGroup(Digits, spec);
        double[][][] tangents = [.. Enumerable.Range(0, 2).Select(_ => group.Parameters(0).Select(w => new double[w.Length]).ToArray())];
        (tangents[0][0][0], tangents[1][2][0]) = (1, 1);
        var series = new PairGroup(Digits, spec, tangents: tangents).Run();
        Assert.All(Observed(series, "exponents")[0], value => Assert.Equal(double.NegativeInfinity, value));
        Assert.All(Observed(series, "exponents")[1], value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void Should_say_what_it_cannot_measure()
    {
        var layout = Small.Architecture.Plan(Iris.Shape, Iris.Classes).Parameters;
        Assert.Null(Small.Fault(layout, realTargets: false));
        Assert.Contains("nothing is measured", (Small with { Tangents = 0 }).Fault(layout, realTargets: false)?.Message, StringComparison.Ordinal);
        Assert.Contains(
            "leading tangent", (Small with { Tangents = 0, Perturbation = new Perturbation(1, 0) }).Fault(layout, realTargets: false)?.Message,
            StringComparison.Ordinal);
        Assert.Contains("without momentum", (Small with { Momentum = 0.5 }).Fault(layout, realTargets: false)?.Message, StringComparison.Ordinal);
        Assert.Null((Small with { Momentum = 0.5, AttributionEvery = 0 }).Fault(layout, realTargets: false));
        Assert.All([-0.1, 1, double.NaN], momentum => Assert.Contains(
            "at least 0 and below 1", (Small with { Momentum = momentum }).Fault(layout, realTargets: false)?.Message, StringComparison.Ordinal));
        var tooMany = Small with { Tangents = 4 * 4 + 4 + 4 * 3 + 3 + 1 };
        Assert.Contains("36 tangents are more", tooMany.Fault(layout, realTargets: false)?.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new PairGroup(PreparedIris, tooMany));
        Assert.Throws<ArgumentException>(() => new PairGroup(PreparedIris, Small, tangents: []));
    }

    [Theory]
    [InlineData(37, 10)]
    [InlineData(10)]
    [InlineData]
    public void Should_allocate_nothing_in_an_epoch(params int[] hidden)
    {
        var spec = Deep with { Architecture = new Architecture(hidden, Activation.Tanh, Initialisation.Normal), Epochs = 30, HessianEvery = 3, AttributionEvery = 4 };
        // What the runtime allocates when code runs for the first time, or is compiled again, comes once; the loop's own always.
        Assert.Contains(0, Enumerable.Range(0, 5).Select(_ =>
        {
            var allocated = new long[31];
            new PairGroup(Digits, spec).Run((t, _, _, _) => allocated[t] = GC.GetAllocatedBytesForCurrentThread());
            return allocated[30] - allocated[5];
        }));
    }

    private static double[][] Observed(PairGroupSeries series, string name) =>
        series.Rows(name)!;

    private static double[][] Difference(double[][] w, double[][] v) => [.. w.Zip(v, (w, v) => w.Zip(v, (a, b) => b - a).ToArray())];

    private static double Norm(double[][] v) => Math.Sqrt(v.Sum(tensor => tensor.Sum(x => x * x)));

    // I − η(H + l2·1 on weights).
    private static Matrix<double> Jacobian(double[][] w, PairGroupSpec spec) => Matrix<double>.Build.DenseIdentity(w.Sum(tensor => tensor.Length))
        - spec.LearningRate * (ExplicitHessian.Of(Iris, spec.Architecture, w) + Decay(w, spec.L2));

    private static Matrix<double> Decay(double[][] w, double l2) => Matrix<double>.Build.DenseOfDiagonalArray(
        [.. w.SelectMany((tensor, k) => Enumerable.Repeat(k % 2 == 0 ? l2 : 0, tensor.Length))]);

    // By all eigenvectors: three weights, three shares of ln |Jv|.
    private static double[] Attribution(Matrix<double> hessian, PairGroup group, PairGroupSpec spec)
    {
        var parts = (hessian + Decay(group.Parameters(0), spec.L2)).Evd(Symmetricity.Symmetric);
        var components = parts.EigenVectors.TransposeThisAndMultiply(
            Vector<double>.Build.DenseOfEnumerable(group.Tangent(0).SelectMany(x => x)));
        var (weights, growth) = (new double[3], new double[3]);
        for (var i = 0; i < components.Count; i++)
        {
            var (h, weight) = (parts.EigenValues[i].Real, components[i] * components[i]);
            if (Math.Abs(h) < 1e-9) continue;
            var part = h < 0 ? 0 : h * spec.LearningRate <= 2 ? 1 : 2;
            weights[part] += weight;
            growth[part] += weight * (Math.Pow(1 - spec.LearningRate * h, 2) - 1);
        }

        var all = growth.Sum();
        return [.. weights, .. growth.Select(part => part / all * 0.5 * Math.Log(1 + all))];
    }
}
