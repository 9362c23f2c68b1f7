using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Training;

/// <summary>A task laid out for the kernels, once, and shared read-only by every pair group that trains on it.</summary>
public sealed class PreparedTask
{
    /// <summary>Lays out a task.</summary>
    public PreparedTask(LearningTask task)
    {
        (Name, Classes, Features, ContentHash) = (task.Name, task.Classes, task.Features, task.ContentHash);
        Train = new PreparedSamples(task.Train);
        Test = new PreparedSamples(task.Test);
    }

    /// <summary>The task's name.</summary>
    public string Name { get; }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>Number of input features.</summary>
    public int Features { get; }

    /// <summary>The task's content hash.</summary>
    public string ContentHash { get; }

    internal PreparedSamples Train { get; }

    internal PreparedSamples Test { get; }
}

/// <summary>Laid-out inputs with their labels.</summary>
internal sealed class PreparedSamples(LabelledSamples samples)
{
    public PreparedInputs Inputs { get; } = PreparedInputs.Prepare(samples.Inputs);

    /// <summary>Class of each sample; pinned so that kernels can point into it.</summary>
    public byte[] Labels { get; } = Pinned(samples.Labels);

    public int Count => Labels.Length;

    private static byte[] Pinned(byte[] labels)
    {
        var pinned = GC.AllocateUninitializedArray<byte>(labels.Length, pinned: true);
        labels.CopyTo(pinned, 0);
        return pinned;
    }
}
