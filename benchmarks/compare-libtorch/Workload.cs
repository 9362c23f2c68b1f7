using System.Globalization;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Benchmarks.CompareLibtorch;

/// <summary>A task and a tanh network for it, written task:hidden, as in mnist:64,64.</summary>
internal sealed class Workload
{
    public const double LearningRate = 0.1;

    private const double LongestItem = 2e13; // multiplications: minutes of one core

    private Workload(string text, LearningTask task, Architecture architecture)
    {
        (Text, Task, Architecture) = (text, task, architecture);
        Sizes = [task.Features, .. architecture.Hidden, task.Classes];
        Prepared = new PreparedTask(task);
    }

    /// <summary>What is compared unless the command line says otherwise.</summary>
    public static IReadOnlyList<string> Default { get; } =
        ["mnist:64", "mnist:64,64", "cifar:128", "cifar-real:128", "digits:16", "iris:10"];

    public string Text { get; }

    public LearningTask Task { get; }

    public Architecture Architecture { get; }

    /// <summary>Units of every layer, from the inputs to the classes.</summary>
    public int[] Sizes { get; }

    public PreparedTask Prepared { get; }

    /// <summary>As a reader calls the task.</summary>
    public string Name => Task.Name switch
    {
        "mnist" => "MNIST",
        "cifar" => "CIFAR-shaped, bytes",
        "cifar-real" => "CIFAR-shaped, reals",
        "iris" => "Iris",
        var other => other,
    };

    /// <exception cref="TaskDataException">There is no such task.</exception>
    /// <exception cref="FormatException">Not of the form task:hidden.</exception>
    public static Workload Parse(string text)
    {
        if (text.Split(':') is not [var name, var hidden])
            throw new FormatException($"{text}: expected task:hidden, as in mnist:64,64");
        var task = name switch
        {
            "cifar" => SyntheticImages.Bytes(),
            "cifar-real" => SyntheticImages.Reals(),
            _ => TaskReader.Read(new TaskSpec(name), DataDirectory.Default),
        };
        var units = hidden.Split(',').Select(n => int.Parse(n, NumberStyles.None, CultureInfo.InvariantCulture));
        return new Workload(text, task, new Architecture(units, Activation.Tanh, Initialisation.Normal));
    }

    /// <summary>One work item: more epochs than a comparison ever comes to, as far as their series fit into memory.</summary>
    public PairGroupSpec Item(int copies, ulong seed)
    {
        var epoch = copies * (double)Task.Train.Count * Sizes.Zip(Sizes.Skip(1), (a, b) => 3.0 * a * b).Sum();
        var epochs = (int)Math.Clamp(LongestItem / epoch, 1_000, 2_000_000);
        return new PairGroupSpec(Architecture, LearningRate, 0, new Perturbation(copies - 1, 1e-8), epochs, seed);
    }

    /// <summary>The training inputs as libtorch wants them, row-major [samples, features].</summary>
    public double[] Inputs()
    {
        var (features, samples) = (Task.Features, Task.Train.Count);
        var inputs = new double[samples * features];
        for (var s = 0; s < samples; s++) Task.Train.Inputs.CopyRow(s, inputs.AsSpan(s * features, features));
        return inputs;
    }
}
