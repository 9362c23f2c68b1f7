using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Losses;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;
using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Dynamics.Digests;

/// <summary>Whole pair groups: sparse and dense inputs, every activation and initialisation, L2, divergence, threads.</summary>
internal static class PairGroupDigests
{
    private static readonly Dictionary<TaskSpec, PreparedTask> Tasks = [];

    /// <summary>One hidden layer on a subset of MNIST at a chaotic learning rate: sparse inputs.</summary>
    public static string Mnist(SimdWidth width) => Digest(width, new TaskSpec("mnist", 250, 50), new PairGroupSpec(
        new Architecture([37], Activation.Tanh, Initialisation.Normal), 10, 0, new Perturbation(2, 1e-8), 6, 11));

    /// <summary>Two hidden layers with L2, the copies on two threads.</summary>
    public static string DigitsDeep(SimdWidth width) => Digest(width, new TaskSpec("digits", 300, 60), new PairGroupSpec(
        new Architecture([20, 12], Activation.Relu, Initialisation.He), 0.2, 0.001, new Perturbation(3, 1e-6), 10, 12), threads: 2);

    /// <summary>Dense inputs.</summary>
    public static string Wine(SimdWidth width) => Digest(width, new TaskSpec("wine"), new PairGroupSpec(
        new Architecture([9, 10, 17], Activation.Sigmoid, Initialisation.Glorot), 2, 0, new Perturbation(2, 1e-8), 30, 13));

    /// <summary>Ends in a non-finite loss.</summary>
    public static string Divergent(SimdWidth width) => Digest(width, new TaskSpec("iris"), new PairGroupSpec(
        new Architecture([10], Activation.Relu, Initialisation.LeCun), 1e6, 1, new Perturbation(1, 1e-8), 80, 14));

    /// <summary>An activation whose slope needs its argument, side by side with its copies.</summary>
    public static string Softplus(SimdWidth width) => Digest(width, new TaskSpec("iris"), new PairGroupSpec(
        new Architecture([10, 7], Activation.Named("softplus")!, Initialisation.Normal), 0.5, 0.01, new Perturbation(6, 1e-8), 40, 15));

    /// <summary>An observed series behind the three that every group has.</summary>
    public static string TestLoss(SimdWidth width) => Digest(
        width, new TaskSpec("digits", 300, 60),
        new PairGroupSpec(new Architecture([20], Activation.Tanh, Initialisation.Normal), 1, 0, new Perturbation(2, 1e-8), 8, 16)
        {
            Observe = [Observable.TestLoss],
        });

    /// <summary>A network like LeNet-5 on a few digits of MNIST.</summary>
    public static string LeNet(SimdWidth width) => Digest(width, new TaskSpec("mnist", 8, 4), new PairGroupSpec(
        Architecture.Parse("conv 6 5x5, tanh, avgpool 2, conv 16 5x5, tanh, avgpool 2, dense 64, tanh", Initialisation.LeCun),
        2, 0, new Perturbation(1, 1e-8), 2, 16), threads: 2);

    /// <summary>Borders, strides, a maximum, layers without biases and the other activations.</summary>
    public static string Images(SimdWidth width) => Digest(width, new TaskSpec("digits", 60, 20), new PairGroupSpec(
        Architecture.Parse(
            "conv 5 3x3 same, elu, maxpool 2, conv 9 2x3 stride 2 same, leakyrelu 0.2, avgpool 2 stride 1, dense 12", Initialisation.Uniform)
            with
        { Biases = false },
        0.5, 0.001, new Perturbation(1, 1e-8), 6, 17));

    /// <summary>Tangents, curvature and attribution on two threads, tangents side by side, L2.</summary>
    public static string Tangents(SimdWidth width) => Digest(
        width, new TaskSpec("mnist", 100, 20),
        new PairGroupSpec(
            new Architecture([11, 9], Activation.Named("softplus")!, Initialisation.LeCun), 2, 0.01, new Perturbation(1, 1e-8), 5, 17)
        {
            Tangents = 6,
            HessianEvery = 4,
            AttributionEvery = 3,
        }, threads: 2);

    /// <summary>The heavy ball under the squared loss, with tangents on two threads and L2.</summary>
    public static string Momentum(SimdWidth width) => Digest(
        width, new TaskSpec("digits", 100, 20),
        new PairGroupSpec(
            new Architecture([11, 9], Activation.Tanh, Initialisation.LeCun), 0.5, 0.01, new Perturbation(1, 1e-8), 8, 18)
        {
            Loss = Loss.Squared,
            Momentum = 0.9,
            Tangents = 3,
            HessianEvery = 4,
        }, threads: 2);

    /// <summary>Every parameter perturbed in the middle of the run, with momentum and tangents; every observable; three threads.</summary>
    public static string PerturbedLater(SimdWidth width) => Digest(
        width, new TaskSpec("digits", 150, 44),
        new PairGroupSpec(
            new Architecture([11, 9], Activation.Tanh, Initialisation.Normal), 1, 0.001,
            new Perturbation(4, 1e-3) { At = 4, On = PerturbedPart.All }, 11, 19)
        {
            Momentum = 0.5,
            Tangents = 2,
            Observe = [Observable.Named("accuracies")!, Observable.Named("logit-distance")!, Observable.Named("disagreement")!],
        }, threads: 3);

    /// <summary>A few weights of a convolutional network perturbed, its replicas' functions compared.</summary>
    public static string PerturbedWeights(SimdWidth width) => Digest(
        width, new TaskSpec("digits", 60, 21),
        new PairGroupSpec(
            Architecture.Parse("conv 5 3x3 same, elu, maxpool 2, dense 12, tanh", Initialisation.LeCun), 0.5, 0,
            new Perturbation(2, 0.1) { On = PerturbedPart.Some(25) }, 6, 20)
        {
            Observe = [Observable.Named("logit-distance")!, Observable.Named("disagreement")!],
        });

    /// <summary>Real targets, of a teacher that is drawn, with momentum and a tangent; R² in place of accuracies.</summary>
    public static string RealTargets(SimdWidth width) => Digest(
        width, new TaskSpec("teacher")
        {
            Synthetic = new TeacherStudent { Inputs = 6, Hidden = [5], Activation = "softplus", Outputs = 3, Noise = 0.1, Samples = 90, Test = 40, Seed = 2 },
        },
        new PairGroupSpec(
            new Architecture([11], Activation.Tanh, Initialisation.LeCun), 0.1, 0, new Perturbation(2, 1e-8), 12, 19)
        {
            Loss = Loss.Squared,
            Momentum = 0.8,
            Tangents = 1,
        });

    private static string Digest(SimdWidth width, TaskSpec spec, PairGroupSpec item, int threads = 1)
    {
        if (!Tasks.TryGetValue(spec, out var task))
            Tasks[spec] = task = new PreparedTask(TaskReader.Read(spec, DataDirectory.Default));
        return new PairGroup(task, item, threads: threads, kernels: KernelSelection.Of(width)).Run().Digest();
    }
}
