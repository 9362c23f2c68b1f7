namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>Samples with their class labels.</summary>
/// <param name="Inputs">[samples, features].</param>
/// <param name="Labels">The class of each sample, 0 … classes − 1.</param>
public sealed record LabelledSamples(Inputs Inputs, byte[] Labels)
{
    /// <summary>Number of samples.</summary>
    public int Count => Labels.Length;
}

/// <summary>A task in memory: a data set with its train/test split and preprocessing done.</summary>
/// <param name="Name">The name to show.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Train">Training samples; the whole set is one batch.</param>
/// <param name="Test">Test samples.</param>
/// <param name="ContentHash">
/// SHA-256 (lower-case hex) over the preprocessed content: the same content has the same hash whatever file it came from.
/// </param>
public sealed record LearningTask(
    string Name, int Classes, LabelledSamples Train, LabelledSamples Test, string ContentHash)
{
    /// <summary>Number of input features.</summary>
    public int Features => Train.Inputs.Features;

    /// <summary>The form of a sample; its content hash, and all that a dense network makes of it, is the same whatever the form.</summary>
    public SampleShape Shape { get; init; } = SampleShape.Flat(Train.Inputs.Features);

    /// <summary>The names of the classes, as the data call them.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = RawTask.Numbers(Classes);

    /// <summary>What was found in which file.</summary>
    public IReadOnlyList<TaskFileContent> Files { get; init; } = [];

    /// <summary>What in the data can be used and is probably not meant, a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
