using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Layers;
using Chaos.Actors.Dynamics.Losses;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Reference;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;
using CsCheck;

namespace Chaos.Actors.Dynamics.Tests.Reference;

/// <summary>The pair group in plain loops is right, and the fast one equals it bit for bit.</summary>
public sealed class ReferencePairGroupTests
{
    private static readonly LearningTask[] Tasks =
        [.. new TaskSpec[] { new("digits", 70, 30), new("iris"), new("mnist", 60, 20), new("wine", 33, 17), Teacher(1), Teacher(3) }
            .Select(spec => TaskReader.Read(spec, DataDirectory.Default))];

    // Real targets.
    private static TaskSpec Teacher(int outputs) => new($"teacher {outputs}")
    {
        Synthetic = new TeacherStudent { Inputs = 5, Hidden = [4], Outputs = outputs, Noise = 0.1, Samples = 70 + outputs, Test = 20 + outputs },
    };

    // The pixels of a digit as three images of other forms: two of them with several channels.
    private static readonly LearningTask[] ImageTasks =
        [.. new[] { SampleShape.Image(8, 8, 1), SampleShape.Image(8, 4, 2), SampleShape.Image(3, 7, 3) }.Select(Images)];

    private static readonly PreparedTask[] Prepared = [.. Tasks.Select(task => new PreparedTask(task))];

    private static readonly Gen<(int Task, PairGroupSpec Spec, int Threads, int Kernels)> Groups = Gen.Select(
        Gen.Int[0, Tasks.Length - 1],
        Gen.Select(
            Gen.Int[1, 40].Array[0, 3], Any([.. Activation.All, Activation.Named("leakyrelu 0.3")!]), Gen.Enum<Initialisation>(), Gen.Bool,
            (hidden, activation, initialisation, biases) =>
                new Architecture(hidden, activation, initialisation) { Biases = biases, Sigma = Sigma(initialisation, hidden) }),
        Any(0.1, 2.5, 10, 1e6),
        Any(0, 1e-3, 1),
        Gen.Select(
            Gen.Int[0, 7], Any(0, 1e-8, 1e-2), Any(0, 0, 1, 2, 5), Any(PerturbedPart.Weights, PerturbedPart.All, PerturbedPart.Some(4)),
            (count, epsilon, at, on) => new Perturbation(count, epsilon) { At = at, On = on }),
        Gen.Select(
            Gen.Int[1, 6], Gen.ULong, Gen.Int[1, 4], Gen.Int[0, KernelSelection.All.Count - 1],
            Any<ObservableSet>([], [.. Observable.All], [Observable.Accuracies]), Any(0, 0, 1, 4), Any(0, 0, 0, 0, 0, 4), Any(0, 0, 0, 0, 0, 5)),
        (task, architecture, rate, l2, perturbation, rest) => (
            task, new PairGroupSpec(
                architecture, rate, l2, perturbation with
                {
                    At = perturbation.At % rest.Item1,
                    Rescale = perturbation.Count > 0 && rest.Item2 % 4 == 0,
                }, rest.Item1, rest.Item2)
            {
                Observe = [.. rest.Item5.Where(observable => !(observable.NeedsClasses && Tasks[task].HasRealTargets))],
                // Fewer directions than any of the networks has parameters.
                Tangents = rest.Item6,
                HessianEvery = rest.Item7,
                AttributionEvery = rest.Item6 == 0 || Momentum(rest.Item2) != 0 ? 0 : rest.Item8,
                Loss = Tasks[task].HasRealTargets ? Loss.Squared : Loss.All[(int)(rest.Item2 % 2)],
                Momentum = Momentum(rest.Item2),
            },
            rest.Item3, rest.Item4));

    private static readonly Gen<(int Task, PairGroupSpec Spec, int Threads, int Kernels)> ImageGroups = Gen.Select(
        Gen.Int[0, 2], Gen.Int, Gen.Bool, Any(0.1, 2.5, 1e6), Any(0, 1e-3),
        Gen.Select(Gen.Int[0, 5], Any(0, 1e-8, 1e-2), (count, epsilon) => new Perturbation(count, epsilon)),
        Gen.Select(Gen.Int[1, 4], Gen.ULong, Gen.Int[1, 4], Gen.Int[0, KernelSelection.All.Count - 1]),
        (task, layers, biases, rate, l2, perturbation, rest) => (
            task, new PairGroupSpec(
                RandomLayers(ImageTasks[task].Shape, new Random(layers), biases), rate, l2, perturbation, rest.Item1, rest.Item2)
            {
                Tangents = rest.Item3 - 1,
                HessianEvery = layers % 8 == 0 ? 4 : 0,
                Momentum = Momentum(rest.Item2),
                Loss = Loss.All[(int)(rest.Item2 % 2)],
                Observe = layers % 2 == 0 ? [] : [.. Observable.All],
            },
            rest.Item3, rest.Item4));

    private static double Momentum(ulong seed) => seed % 3 == 0 ? 0.9 : 0;

    private static LearningTask Images(SampleShape shape)
    {
        var task = Tasks[0];
        LabelledSamples Part(LabelledSamples samples)
        {
            var values = new double[samples.Count * shape.Count];
            var row = new double[samples.Inputs.Features];
            for (var s = 0; s < samples.Count; s++)
            {
                samples.Inputs.CopyRow(s, row);
                row.AsSpan(0, shape.Count).CopyTo(values.AsSpan(s * shape.Count));
            }

            return new LabelledSamples(new DenseInputs(samples.Count, shape.Count, values), samples.Labels);
        }

        return task with { Train = Part(task.Train), Test = Part(task.Test), Shape = shape };
    }

    // Up to five layers of any kind that fit each other.
    private static Architecture RandomLayers(SampleShape shape, Random random, bool biases)
    {
        var layers = new List<LayerSpec>();
        for (var l = random.Next(1, 6); l > 0; l--)
        {
            LayerSpec layer = random.Next(shape.IsFlat ? 2 : 5) switch
            {
                0 => new DenseSpec(random.Next(1, 30)),
                1 => new ActivationSpec(Activation.All[random.Next(Activation.All.Count)]),
                2 => new AveragePoolSpec(random.Next(1, 4), random.Next(1, 4)),
                3 => new MaximumPoolSpec(random.Next(1, 4), random.Next(1, 4)),
                _ => new ConvolutionSpec(
                    random.Next(1, 18), random.Next(1, 5), random.Next(1, 5), random.Next(1, 4), random.Next(2) == 0),
            };
            try
            {
                shape = new Architecture([layer], Initialisation.LeCun).Plan(shape, 2).Layers[0].OutputShape;
                layers.Add(layer);
            }
            catch (ArchitectureException)
            {
                // Too large for what has become of the image: another one, then.
            }
        }

        return new Architecture(layers, Initialisation.LeCun) { Biases = biases };
    }

    private static double Sigma(Initialisation initialisation, int[] hidden) =>
        initialisation == Initialisation.Normal && hidden.Length == 2 ? 0.3 : 1;

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Should_equal_the_pair_group_bit_for_bit() => Groups.Sample(
        sample => AssertEqual(Tasks[sample.Task], Prepared[sample.Task], sample.Spec, sample.Threads, sample.Kernels),
        iter: 150, threads: 1, print: sample => $"{Tasks[sample.Task].Name} {sample.Spec} {sample.Threads} threads, "
            + KernelSelection.All[sample.Kernels].Name);

    [Fact]
    public void Should_equal_the_pair_group_bit_for_bit_whatever_the_layers() => ImageGroups.Sample(
        sample => AssertEqual(
            ImageTasks[sample.Task], new PreparedTask(ImageTasks[sample.Task]), sample.Spec, sample.Threads, sample.Kernels),
        iter: 150, threads: 1, print: sample => $"{ImageTasks[sample.Task].Shape} {sample.Spec} {sample.Threads} threads, "
            + KernelSelection.All[sample.Kernels].Name);

    // Sparse inputs, decoded image by image.
    [Theory]
    [InlineData("conv 3 9x9 stride 5, tanh, maxpool 2")]
    [InlineData("avgpool 7, conv 2 2x2 same, relu, dense 5")]
    [InlineData("maxpool 9 stride 8, dense 4, tanh")]
    public void Should_equal_the_pair_group_bit_for_bit_on_sparse_images(string layers)
    {
        foreach (var kernels in Enumerable.Range(0, KernelSelection.All.Count))
            AssertEqual(
                Tasks[2], Prepared[2],
                new PairGroupSpec(Architecture.Parse(layers), 0.5, 0, new Perturbation(9, 1e-8), 2, 5) { Tangents = 3 }, 2, kernels);
    }

    [Theory]
    [InlineData]
    [InlineData(7)]
    [InlineData(5, 4, 6)]
    public void Should_have_the_gradient_of_its_loss(params int[] hidden)
    {
        foreach (var activation in Activation.All)
            AssertGradient(Tasks[1], new Architecture(hidden, activation, Initialisation.LeCun));
    }

    [Theory]
    [InlineData("conv 3 3x3, tanh, avgpool 2, conv 2 2x2, sigmoid, dense 4, tanh", 0)]
    [InlineData("conv 2 3x2 stride 2 same, elu, conv 3 2x2 same, tanh", 1)]
    [InlineData("avgpool 2 stride 1, conv 2 3x3, tanh, maxpool 2 stride 1, tanh, dense 3", 0)]
    [InlineData("tanh, conv 2 4x4 stride 2, softplus, maxpool 2, dense 5, dense 4", 0)]
    public void Should_have_the_gradient_of_its_loss_whatever_the_layers(string layers, int image)
    {
        var task = ImageTasks[image];
        AssertGradient(
            task with { Train = new LabelledSamples(First(task.Train.Inputs, 12), task.Train.Labels[..12]) },
            Architecture.Parse(layers, Initialisation.LeCun));

        static DenseInputs First(Inputs inputs, int samples) =>
            new(samples, inputs.Features, ((DenseInputs)inputs).Values[..(samples * inputs.Features)]);
    }

    [Fact]
    public void Should_have_the_gradient_of_the_loss_of_real_targets() => Assert.All(
        Tasks[4..], task => AssertGradient(task, new Architecture([5], Activation.Tanh, Initialisation.LeCun), Loss.Squared));

    /// <summary>Layers with several channels, tangents and curvature, on images with real targets.</summary>
    [Fact]
    public void Should_equal_the_pair_group_bit_for_bit_on_images_with_real_targets()
    {
        var random = new Random(5);
        LabelledSamples Real(LabelledSamples samples) => LabelledSamples.WithTargets(
            samples.Inputs, [.. Enumerable.Range(0, 2 * samples.Count).Select(_ => random.NextDouble())]);
        var task = ImageTasks[1] with { Train = Real(ImageTasks[1].Train), Test = Real(ImageTasks[1].Test), Outputs = 2 };
        var spec = new PairGroupSpec(Architecture.Parse("conv 3 3x2, tanh, maxpool 2, dense 6, elu"), 0.05, 1e-3, new Perturbation(3, 1e-8), 4, 5)
        {
            Loss = Loss.Squared,
            Momentum = 0.8,
            Tangents = 2,
            HessianEvery = 2,
            Observe = [Observable.TestLoss],
        };
        foreach (var kernels in Enumerable.Range(0, KernelSelection.All.Count)) AssertEqual(task, new PreparedTask(task), spec, 2, kernels);
    }

    [Fact]
    public void Should_refuse_real_targets_with_a_loss_of_classes()
    {
        var spec = new PairGroupSpec(new Architecture([3], Activation.Tanh, Initialisation.LeCun), 1, 0, Perturbation.Baseline, 1, 0);
        Assert.Contains("the loss must be squared", Assert.Throws<ArgumentException>(() => new PairGroup(Prepared[4], spec)).Message);
    }

    [Fact]
    public void Should_have_the_gradient_of_every_loss() =>
        Assert.All(Loss.All, loss => AssertGradient(Tasks[1], new Architecture([5], Activation.Tanh, Initialisation.LeCun), loss));

    // u ← β u + g, w ← w − η u, as PyTorch writes it.
    [Fact]
    public void Should_step_with_momentum_as_others_write_it()
    {
        var spec = new PairGroupSpec(
            new Architecture([6], Activation.Tanh, Initialisation.Normal), 0.3, 0.01, new Perturbation(0, 0), 25, 4)
        { Momentum = 0.8 };
        var (network, w) = (new ReferenceNetwork(spec.Architecture, Tasks[1].Shape, 3), new PairGroup(Prepared[1], spec).Parameters(0));
        var u = w.Select(tensor => new double[tensor.Length]).ToArray();
        for (var t = 0; t < spec.Epochs; t++)
        {
            var gradient = network.LossAndGradient(w, Tasks[1].Train).Gradient;
            for (var k = 0; k < w.Length; k++)
                for (var e = 0; e < w[k].Length; e++)
                {
                    u[k][e] = 0.8 * u[k][e] + gradient[k][e] / Tasks[1].Train.Count + (k % 2 == 0 ? 0.01 * w[k][e] : 0);
                    w[k][e] -= 0.3 * u[k][e];
                }
        }

        var group = new PairGroup(Prepared[1], spec);
        group.Run();
        for (var k = 0; k < w.Length; k++)
            for (var e = 0; e < w[k].Length; e++) Assert.Equal(w[k][e], group.Parameters(0)[k][e], 1e-9);
    }

    private static void AssertGradient(LearningTask task, Architecture architecture, Loss? loss = null)
    {
        const double step = 1e-5;
        var network = new ReferenceNetwork(architecture, task.Shape, task.Outputs, loss);
        var w = new ReferencePairGroup(task, new PairGroupSpec(architecture, 1, 0, new Perturbation(0, 0), 1, 3)).Parameters(0);
        // Biases that are not 0: a sample that no unit answers to would leave relu's argument exactly at its corner.
        for (var k = 0; k < w.Length; k++)
            for (var e = 0; network.Shapes[k].Count == 1 && e < w[k].Length; e++) w[k][e] = 0.1 + 0.01 * e;
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

    private static void AssertEqual(LearningTask task, PreparedTask prepared, PairGroupSpec spec, int threads, int kernels)
    {
        var expected = new ReferencePairGroup(task, spec);
        var actual = new PairGroup(prepared, spec, threads: threads, kernels: KernelSelection.All[kernels]);
        AssertSame(expected.Run(), actual.Run());
        for (var copy = 0; copy <= spec.Perturbation.Count; copy++)
            Assert.Equal(Bits(expected.Parameters(copy)), Bits(actual.Parameters(copy)));
        for (var i = 0; i < spec.Tangents; i++) Assert.Equal(Bits(expected.Tangent(i)), Bits(actual.Tangent(i)));
    }

    private static void AssertSame(PairGroupSeries expected, PairGroupSeries actual)
    {
        Assert.Equal(Bits(expected.Loss), Bits(actual.Loss));
        Assert.Equal(expected.Accuracy, actual.Accuracy);
        Assert.Equal(Bits(expected.Distance), Bits(actual.Distance));
        Assert.Equal(expected.Observed.Select(one => one.Name), actual.Observed.Select(one => one.Name));
        foreach (var (one, other) in expected.Observed.Zip(actual.Observed)) Assert.Equal(Bits(one.Rows), Bits(other.Rows));
        Assert.Equal((expected.DivergedAt, Canonical(expected).Digest()), (actual.DivergedAt, actual.Digest()));
    }

    private static PairGroupSeries Canonical(PairGroupSeries series) => series with
    {
        Loss = [.. series.Loss.Select(Canonical)],
        Accuracy = Canonical(series.Accuracy), // R² of a run that overflows
        Distance = [.. series.Distance.Select(Canonical)],
        Observed = [.. series.Observed.Select(observed => observed with { Rows = [.. observed.Rows.Select(Canonical)] })],
    };

    private static double[] Canonical(double[] values) => [.. values.Select(value => double.IsNaN(value) ? double.NaN : value)];

    // Every NaN as the same one.
    private static long[] Bits(double[][] rows) => [.. rows.SelectMany(Canonical).Select(BitConverter.DoubleToInt64Bits)];
}
