using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Losses;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;
using Chaos.Actors.Dynamics.Reference;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;
using CsCheck;

namespace Chaos.Actors.Dynamics.Tests.Reference;

/// <summary>The Hessian-vector product in plain loops is right, and the fast one equals it bit for bit.</summary>
public sealed class HessianProductTests
{
    private static readonly LearningTask[] Tasks =
        [.. new TaskSpec[] { new("digits", 70, 30), new("iris", 90, 30), new("mnist", 60, 20), new("wine", 33, 17) }
            .Select(spec => TaskReader.Read(spec, DataDirectory.Default))];

    private static readonly PreparedTask[] Prepared = [.. Tasks.Select(task => new PreparedTask(task))];

    private static readonly Gen<(int Task, Architecture Architecture, int Vectors, int Kernels, ulong Seed)> Cases = Gen.Select(
        Gen.Int[0, Tasks.Length - 1],
        Gen.Select(
            Gen.Int[1, 40].Array[0, 3], Gen.Int[0, Activation.All.Count - 1],
            (hidden, activation) => new Architecture(hidden, Activation.All[activation], Initialisation.LeCun)),
        Gen.Int[1, 9], Gen.Int[0, KernelSelection.All.Count - 1], Gen.ULong);

    [Theory]
    [InlineData]
    [InlineData(7)]
    [InlineData(5, 4, 6)]
    public void Should_be_the_derivative_of_the_gradient(params int[] hidden)
    {
        foreach (var activation in Activation.All)
            foreach (var loss in Loss.All)
                AssertDerivative(Tasks[1], new Architecture(hidden, activation, Initialisation.LeCun), loss);
    }

    [Theory]
    [InlineData("conv 3 3x3, tanh, avgpool 2, conv 2 2x2, sigmoid, dense 4, tanh", true)]
    [InlineData("conv 2 3x2 stride 2 same, elu, conv 3 2x2 same, tanh", true)]
    [InlineData("avgpool 2 stride 1, conv 2 3x3, tanh, maxpool 2 stride 1, tanh, dense 3", false)]
    [InlineData("tanh, conv 2 4x4 stride 2, softplus, maxpool 2, dense 5, dense 4", true)]
    [InlineData("maxpool 2, dense 5, identity, dense 4", false)]
    public void Should_be_the_derivative_of_the_gradient_whatever_the_layers(string layers, bool biases)
    {
        var digits = TaskReader.Read(new TaskSpec("digits", 12, 5), DataDirectory.Default);
        AssertDerivative(digits, Architecture.Parse(layers, Initialisation.LeCun) with { Biases = biases }, biases ? Loss.CrossEntropy : Loss.Squared);
    }

    [Fact]
    public void Should_be_that_of_a_symmetric_matrix()
    {
        var task = Tasks[1];
        var architecture = new Architecture([4, 3], Activation.Tanh, Initialisation.Normal);
        var hessian = ExplicitHessian.Of(task, architecture, Start(task, architecture, 1));
        for (var i = 0; i < hessian.RowCount; i++)
            for (var j = 0; j < i; j++)
                Assert.Equal(hessian[i, j], hessian[j, i], 1e-14);
    }

    [Fact]
    public void Should_equal_the_fast_one_bit_for_bit() => Cases.Sample(
        sample =>
        {
            var (task, loss) = (Tasks[sample.Task], Loss.All[(int)(sample.Seed % 2)]);
            var reference = new ReferenceNetwork(sample.Architecture, task.Shape, task.Classes, loss);
            var w = Start(task, sample.Architecture, sample.Seed);
            var vectors = Enumerable.Range(1, sample.Vectors)
                .Select(i => Start(task, sample.Architecture, sample.Seed + (ulong)i)).ToArray();

            var plan = sample.Architecture.Plan(task.Shape, task.Classes);
            AlignedBuffer Packed(double[][]? tensors)
            {
                var buffer = new AlignedBuffer(plan.Parameters.Length);
                if (tensors is not null) plan.Parameters.Pack(tensors, buffer);
                return buffer;
            }

            var network = new Network(
                KernelSelection.All[sample.Kernels], Prepared[sample.Task], plan, loss, copies: 3, tangents: sample.Vectors);
            var (gradient, products, losses) = (Packed(null), vectors.Select(_ => Packed(null)).ToArray(), new double[1]);
            AlignedBuffer[] packed = [.. vectors.Select(Packed)];
            // Twice, the second time with fewer vectors: nothing may remain of the first.
            for (var count = sample.Vectors; count > 0; count -= 4)
            {
                network.LossAndGradient([Packed(w)], [gradient], losses, packed.AsSpan(0, count), products.AsSpan(0, count));
                var (mean, slopes) = reference.LossAndGradient(w, task.Train);
                Assert.Equal(mean, losses[0]);
                AssertSame(slopes, plan.Parameters.Unpack(gradient));
                for (var i = 0; i < count; i++)
                    AssertSame(reference.HessianProduct(w, vectors[i], task.Train), plan.Parameters.Unpack(products[i]));
            }

            // Padding stays exactly zero.
            var sum = products[0].Span.ToArray().Count(value => value != 0);
            Assert.True(sum <= plan.Parameters.Count);
        },
        iter: 60, threads: 1, print: sample => $"{Tasks[sample.Task].Name} {sample.Architecture} {sample.Vectors} vectors, "
            + $"{KernelSelection.All[sample.Kernels].Name} {sample.Seed}");

    private static void AssertDerivative(LearningTask task, Architecture architecture, Loss loss)
    {
        const double step = 1e-5;
        var network = new ReferenceNetwork(architecture, task.Shape, task.Classes, loss);
        var (w, v) = (Start(task, architecture, 3), Start(task, architecture, 4));
        double[][] Gradient(double factor) =>
            network.LossAndGradient([.. w.Zip(v, (a, b) => a.Zip(b, (x, y) => x + factor * y).ToArray())], task.Train).Gradient;
        var (above, below) = (Gradient(step), Gradient(-step));
        var product = network.HessianProduct(w, v, task.Train);
        for (var k = 0; k < w.Length; k++)
            for (var e = 0; e < w[k].Length; e++)
                Assert.Equal((above[k][e] - below[k][e]) / (2 * step) / task.Train.Count, product[k][e] / task.Train.Count, 1e-7);
        // Without a change of the gradient, nothing would have been compared.
        Assert.Contains(product.SelectMany(tensor => tensor), value => Math.Abs(value) > 1e-3);
    }

    // Any parameters; biases are not 0, so that no argument of relu lies exactly at its corner.
    private static double[][] Start(LearningTask task, Architecture architecture, ulong seed)
    {
        var w = new ReferencePairGroup(task, new PairGroupSpec(architecture, 1, 0, new Perturbation(0, 0), 1, seed)).Parameters(0);
        for (var k = 1; k < w.Length && architecture.Biases; k += 2)
            for (var e = 0; e < w[k].Length; e++) w[k][e] = (seed % 2 == 0 ? -0.1 : 0.1) + 0.01 * e;
        return w;
    }

    private static void AssertSame(double[][] expected, double[][] actual)
    {
        for (var k = 0; k < expected.Length; k++)
            Assert.Equal(expected[k].Select(BitConverter.DoubleToInt64Bits), actual[k].Select(BitConverter.DoubleToInt64Bits));
    }
}
