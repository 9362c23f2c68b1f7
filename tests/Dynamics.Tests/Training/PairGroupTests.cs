using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Dynamics.Tests.Training;

public sealed class PairGroupTests
{
    private static readonly PreparedTask Digits = new(TaskReader.Read(new TaskSpec("digits", 200, 60), DataDirectory.Default));
    private static readonly PreparedTask Wine = new(TaskReader.Read(new TaskSpec("wine"), DataDirectory.Default));

    private static readonly PairGroupSpec Deep = new(
        new Architecture([37, 10], Activation.Tanh, Initialisation.Normal), 2.5, 0.001, new Perturbation(3, 1e-8), 12, 7);

    public static TheoryData<string> Kernels => [.. KernelSelection.All.Select(kernels => kernels.Name)];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Should_give_the_same_bits_with_any_kernels(string name)
    {
        var kernels = KernelSelection.All.Single(k => k.Name == name);
        foreach (var task in new[] { Digits, Wine })
            Assert.Equal(
                new PairGroup(task, Deep).Run().Digest(),
                new PairGroup(task, Deep, kernels: kernels).Run().Digest());
    }

    [Theory]
    [InlineData]
    [InlineData(10)]
    [InlineData(5, 20)]
    [InlineData(16, 3, 9)]
    public void Should_give_the_same_bits_to_copies_that_pass_side_by_side(params int[] hidden)
    {
        var spec = Deep with
        {
            Architecture = new Architecture(hidden, Activation.Sigmoid, Initialisation.Normal),
            Perturbation = new Perturbation(10, 1e-3), // eleven copies: parts of different sizes
        };
        foreach (var task in new[] { Digits, Wine })
        {
            var alone = new PairGroup(task, spec, threads: 11, kernels: KernelSelection.All[0]).Run().Digest();
            Assert.All(KernelSelection.All, kernels =>
                Assert.Equal(alone, new PairGroup(task, spec, kernels: kernels).Run().Digest()));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(9)]
    public void Should_give_the_same_bits_with_any_number_of_threads(int threads) =>
        Assert.Equal(
            new PairGroup(Digits, Deep).Run().Digest(),
            new PairGroup(Digits, Deep, threads: threads).Run().Digest());

    [Fact]
    public void Should_give_the_same_bits_for_sparse_and_dense_inputs()
    {
        var task = TaskReader.Read(new TaskSpec("digits", 200, 60), DataDirectory.Default);
        LabelledSamples Dense(LabelledSamples samples)
        {
            var values = new double[samples.Count * samples.Inputs.Features];
            for (var s = 0; s < samples.Count; s++)
                samples.Inputs.CopyRow(s, values.AsSpan(s * samples.Inputs.Features, samples.Inputs.Features));
            return samples with { Inputs = new DenseInputs(samples.Count, samples.Inputs.Features, values) };
        }

        var dense = new PreparedTask(task with { Train = Dense(task.Train), Test = Dense(task.Test) });
        Assert.Equal(new PairGroup(Digits, Deep).Run().Digest(), new PairGroup(dense, Deep).Run().Digest());
    }

    // The digest is from before rows of 256 outputs were set apart: where parameters lie must not show in a result.
    [Fact]
    public void Should_give_the_same_bits_when_rows_are_longer_than_their_outputs() => Assert.StartsWith(
        "5ec5fc24e650d974fb895d836f48cbb4",
        new PairGroup(Digits, Deep with { Architecture = new Architecture([256, 512, 24], Activation.Tanh, Initialisation.Normal) })
            .Run().Digest());

    [Fact]
    public void Should_keep_unperturbed_replicas_on_the_reference()
    {
        var series = new PairGroup(Digits, Deep with { Perturbation = new Perturbation(2, 0) }).Run();
        Assert.All(series.Distance, distance => Assert.All(distance, d => Assert.Equal(0, d)));
        Assert.Equal(series.Loss[0], series.Loss[2]);
    }

    [Fact]
    public void Should_perturb_every_weight_by_a_uniform_amount_and_no_bias()
    {
        var (epsilon, spec) = (1e-4, Deep with { Perturbation = new Perturbation(2, 1e-4) });
        var group = new PairGroup(Digits, spec);
        for (var k = 0; k < 6; k++)
        {
            var differences = group.Parameters(0)[k].Zip(group.Parameters(2)[k], (w, v) => v - w).ToArray();
            if (k % 2 == 1) Assert.All(differences, d => Assert.Equal(0, d));
            else Assert.All(differences, d => Assert.InRange(Math.Abs(d), double.Epsilon, 1.0001 * epsilon));
        }

        // E[d(0)] = Nε/2 with N weights; its standard deviation is ε √(N/12).
        var weights = 64 * 37 + 37 * 10 + 10 * 10;
        var distance = group.Run().Distance[1][0];
        Assert.InRange(distance, (weights / 2.0 - 6 * Math.Sqrt(weights / 12.0)) * epsilon, (weights / 2.0 + 6 * Math.Sqrt(weights / 12.0)) * epsilon);
    }

    [Fact]
    public void Should_start_cells_of_the_same_seed_from_the_same_parameters()
    {
        var first = new PairGroup(Digits, Deep).Parameters(1);
        Assert.Equal(first, new PairGroup(Digits, Deep with { LearningRate = 0.1, L2 = 0, Epochs = 3 }).Parameters(1));
        Assert.NotEqual(first[0], new PairGroup(Digits, Deep with { Seed = 8 }).Parameters(1)[0]);
    }

    [Theory]
    [InlineData(Initialisation.Normal, 1)]
    [InlineData(Initialisation.LeCun, 1.0 / 64)]
    [InlineData(Initialisation.Glorot, 2.0 / (64 + 100))]
    [InlineData(Initialisation.He, 2.0 / 64)]
    [InlineData(Initialisation.Uniform, 1.0 / 64 / 3)]
    public void Should_draw_weights_of_the_scheme_s_variance(Initialisation initialisation, double variance)
    {
        var spec = Deep with { Architecture = new Architecture([100], Activation.Relu, initialisation) };
        var weights = new PairGroup(Digits, spec).Parameters(0)[0];
        // The sample variance of n normal numbers scatters by √(2/n) of itself.
        var measured = weights.Sum(w => w * w) / weights.Length;
        Assert.InRange(measured / variance, 1 - 5 * Math.Sqrt(2.0 / weights.Length), 1 + 5 * Math.Sqrt(2.0 / weights.Length));
        Assert.All(new PairGroup(Digits, spec).Parameters(0)[1], bias => Assert.Equal(0, bias));
    }

    [Fact]
    public void Should_end_at_the_first_epoch_with_a_non_finite_loss()
    {
        var spec = new PairGroupSpec(
            // The L2 term alone multiplies every weight by −1e6 an epoch.
            new Architecture([20, 20], Activation.Relu, Initialisation.Normal), 1e6, 1, new Perturbation(2, 1e-8), 80, 1);
        var series = new PairGroup(Digits, spec).Run();
        var t = Assert.NotNull(series.DivergedAt);
        Assert.InRange(t, 1, 79);
        Assert.Contains(series.Loss, loss => !double.IsFinite(loss[t]));
        Assert.All(series.Loss, loss => Assert.All(loss[..t], value => Assert.True(double.IsFinite(value))));
        Assert.Equal((t + 1, t + 1), (series.Accuracy.Length, series.Distance[0].Length));
        Assert.Equal(series.Digest(), new PairGroup(Digits, spec, threads: 3).Run().Digest());
    }

    // ReLU layers at an absurd rate: some rates overflow in a weight first, some in a logit of finite weights. Whoever asks for
    // just so many epochs must hear of it as whoever asks for more does.
    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public void Should_see_in_the_last_step_what_it_sees_in_any_other(int replicas)
    {
        var iris = new PreparedTask(TaskReader.Read(new TaskSpec("iris"), DataDirectory.Default));
        var found = 0;
        foreach (var rate in new[] { 30, 100, 300, 1e3, 1e6, 1e20, 1e60, 1e100, 1e300 })
        {
            var spec = new PairGroupSpec(
                new Architecture([16, 16, 16, 16, 16, 16], Activation.Relu, Initialisation.He), rate, 0,
                new Perturbation(replicas, 1e-8), 40, 0);
            if (new PairGroup(iris, spec).Run() is not { DivergedAt: { } t } whole || t == 0) continue;
            found++;
            var last = new PairGroup(iris, spec with { Epochs = t }, threads: 2).Run();
            Assert.Equal((t, t, t + 1), (last.DivergedAt, last.Loss[0].Length, last.Accuracy.Length));
            Assert.Equal(whole.Accuracy, last.Accuracy);
            Assert.Equal(whole.Distance, last.Distance);
            Assert.All(last.Loss.Zip(whole.Loss), pair => Assert.Equal(pair.Second[..t], pair.First));
            if (t > 1) Assert.Null(new PairGroup(iris, spec with { Epochs = t - 1 }).Run().DivergedAt);
        }

        Assert.InRange(found, 3, 9);
    }

    // tanh answers ±1 to an infinite weight: every loss is finite, the weights are not.
    [Fact]
    public void Should_not_take_infinite_weights_for_an_end_that_tanh_hides()
    {
        var spec = new PairGroupSpec(
            new Architecture([3], Activation.Tanh, Initialisation.Normal), 1, 0, new Perturbation(1, 1e-8), 1, 1);
        double[][][] copies = [.. Enumerable.Range(0, 2).Select(new PairGroup(Wine, spec).Parameters)];
        foreach (var copy in copies) copy[0][5] = double.PositiveInfinity;
        Assert.Equal(1, new PairGroup(Wine, spec, copies).Run().DivergedAt);
    }

    [Fact]
    public void Should_report_every_epoch_and_stop_when_cancelled()
    {
        var epochs = new List<int>();
        using var cancellation = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => new PairGroup(Digits, Deep, threads: 2).Run(
            (t, losses, accuracy, distances) =>
            {
                epochs.Add(t);
                Assert.Equal((4, 3), (losses.Length, distances.Length));
                Assert.InRange(accuracy, 0, 1);
                if (t == 5) cancellation.Cancel();
            }, cancellation.Token));
        Assert.Equal([0, 1, 2, 3, 4, 5], epochs);
    }

    [Theory]
    [InlineData(37, 10)]
    [InlineData(10)]
    public void Should_allocate_nothing_in_an_epoch(params int[] hidden)
    {
        var architecture = new Architecture(hidden, Activation.Tanh, Initialisation.Normal);
        var spec = Deep with { Epochs = 40, Architecture = architecture, Observe = [.. Observable.All] };
        // What the runtime allocates when code runs for the first time, or is compiled again, comes once; the loop's own always.
        Assert.Contains(0, Enumerable.Range(0, 5).Select(_ => Allocated(new PairGroup(Digits, spec))));
    }

    [Fact]
    public void Should_allocate_nothing_in_an_epoch_whatever_the_layers()
    {
        var spec = Deep with
        {
            Epochs = 40,
            Architecture = Architecture.Parse("conv 3 3x3 same, relu, maxpool 2, conv 5 2x2, elu, avgpool 2, dense 6, tanh"),
        };
        Assert.Contains(0, Enumerable.Range(0, 5).Select(_ => Allocated(new PairGroup(Digits, spec))));
    }

    // Two epochs of a network that does not fit would be two too many.
    [Fact]
    public void Should_refuse_a_network_that_does_not_fit_the_samples()
    {
        var spec = Deep with { Architecture = Architecture.Parse("conv 3 3x3") };
        Assert.Contains("conv 3 3x3", Assert.Throws<ArchitectureException>(() => new PairGroup(Wine, spec)).Message);
    }

    private static long Allocated(PairGroup group)
    {
        var allocated = new long[41];
        group.Run((t, _, _, _) => allocated[t] = GC.GetAllocatedBytesForCurrentThread());
        return allocated[40] - allocated[5];
    }
}
