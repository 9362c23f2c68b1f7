using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Training;

/// <summary>A task laid out for the kernels, once, and shared read-only by every pair group that trains on it.</summary>
public sealed class PreparedTask
{
    /// <summary>Lays out a task.</summary>
    public PreparedTask(LearningTask task)
    {
        (Name, Classes, Shape, ContentHash) = (task.Name, task.Classes, task.Shape, task.ContentHash);
        Train = new PreparedSamples(task.Train);
        Test = new PreparedSamples(task.Test);
    }

    /// <summary>The task's name.</summary>
    public string Name { get; }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>Number of input features.</summary>
    public int Features => Shape.Count;

    /// <summary>The form of a sample.</summary>
    public SampleShape Shape { get; }

    /// <summary>The task's content hash.</summary>
    public string ContentHash { get; }

    internal PreparedSamples Train { get; }

    internal PreparedSamples Test { get; }
}

/// <summary>Laid-out inputs with their labels.</summary>
internal sealed class PreparedSamples(LabelledSamples samples)
{
    public PreparedInputs Inputs { get; } = PreparedInputs.Prepare(samples.Inputs);

    /// <summary>Class of each sample, and −1 behind them up to a multiple of 8.</summary>
    public AlignedBuffer Labels { get; } = Padded(samples.Labels);

    public int Count => Inputs.Samples;

    private static AlignedBuffer Padded(byte[] labels)
    {
        var padded = new AlignedBuffer(ParameterLayout.Padded(labels.Length));
        padded.Span.Fill(-1);
        for (var s = 0; s < labels.Length; s++) padded.Span[s] = labels[s];
        return padded;
    }
}
