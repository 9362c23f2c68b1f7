using System.Globalization;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Benchmarks.CompareLibtorch;

/// <summary>
/// A task and a network for it, written task:network: hidden layers of tanh, as in mnist:64,64, or layers as in a campaign file, as in
/// "mnist/10000:conv 6 5x5, tanh, avgpool 2, dense 64, tanh"; behind a slash, how many training samples.
/// </summary>
internal sealed class Workload
{
    public const double LearningRate = 0.1;

    private const int WholeMnist = 60_000;
    private const double LongestItem = 2e13; // multiplications: minutes of one core

    private Workload(string text, LearningTask task, Architecture architecture)
    {
        (Text, Task, Architecture, TaskTitle) = (text, task, architecture, Title(task));
        Plan = architecture.Plan(task.Shape, task.Classes);
        Prepared = new PreparedTask(task);
    }

    /// <summary>What is compared unless the command line says otherwise.</summary>
    public static IReadOnlyList<string> Default { get; } =
        ["mnist:64", "mnist:64,64", "cifar:128", "cifar-real:128", "digits:16", "iris:10",
            "mnist/10000:conv 6 5x5, tanh, avgpool 2, conv 16 5x5, tanh, avgpool 2, dense 64, tanh"];

    public string Text { get; }

    public LearningTask Task { get; }

    public Architecture Architecture { get; }

    /// <summary>The network at the task's sizes.</summary>
    public NetworkPlan Plan { get; }

    public PreparedTask Prepared { get; }

    /// <summary>The task as a reader calls it.</summary>
    public string TaskTitle { get; }

    /// <summary>Units of every layer of a stack, <c>784–64–10</c>; else the layers that have parameters.</summary>
    public string Network => Architecture.IsStack
        ? string.Join('–', [Task.Features, .. Architecture.Hidden, Task.Classes])
        : string.Join(" – ", Plan.Layers.Where(layer => !layer.Tensors.IsEmpty).Select(layer => layer.Spec.Text));

    /// <exception cref="TaskDataException">There is no such task.</exception>
    /// <exception cref="ArchitectureException">The network cannot be read, or does not fit the task.</exception>
    /// <exception cref="FormatException">Not of the form task:network.</exception>
    public static Workload Parse(string text)
    {
        if (text.Split(':') is not [var data, var network])
            throw new FormatException($"{text}: expected task:network, as in mnist:64,64");
        var task = data.Split('/') switch
        {
            ["cifar"] => SyntheticImages.Bytes(),
            ["cifar-real"] => SyntheticImages.Reals(),
            [var name] => TaskReader.Read(new TaskSpec(name), DataDirectory.Default),
            [var name, var train] => TaskReader.Read(new TaskSpec(name, Number(train)), DataDirectory.Default),
            _ => throw new FormatException($"{data}: expected a task, or task/samples as in mnist/10000"),
        };
        var architecture = network.Any(char.IsLetter)
            ? Architecture.Parse(network, Initialisation.LeCun)
            : new Architecture(network.Split(',').Select(Number), Activation.Tanh, Initialisation.Normal);
        return new Workload(text, task, architecture);

        static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <summary>One work item: more epochs than a comparison ever comes to, as far as their series fit into memory.</summary>
    public PairGroupSpec Item(int copies, int tangents, ulong seed)
    {
        var epoch = copies * (double)Task.Train.Count * Plan.Layers.Sum(Multiplications);
        var epochs = (int)Math.Clamp(LongestItem / epoch, 1_000, 2_000_000);
        return new PairGroupSpec(Architecture, LearningRate, 0, new Perturbation(copies - 1, 1e-8), epochs, seed) { Tangents = tangents };
    }

    private static string Title(LearningTask task) => task.Name switch
    {
        "mnist" => "MNIST" + (task.Train.Count < WholeMnist ? $" {task.Train.Count:N0}" : ""),
        "cifar" => "CIFAR-shaped, bytes",
        "cifar-real" => "CIFAR-shaped, reals",
        "iris" => "Iris",
        var other => other,
    };

    // Forward and twice backward; a kernel's weights are used at every pixel.
    private static double Multiplications(LayerPlan layer) => layer.Tensors.IsEmpty
        ? 0 : 3.0 * layer.Tensors[0].Count * (layer.Outputs / layer.Tensors[0].Outputs);

    /// <summary>The training inputs as libtorch wants them, row-major [samples, features].</summary>
    public double[] Inputs()
    {
        var (features, samples) = (Task.Features, Task.Train.Count);
        var inputs = new double[samples * features];
        for (var s = 0; s < samples; s++) Task.Train.Inputs.CopyRow(s, inputs.AsSpan(s * features, features));
        return inputs;
    }
}
