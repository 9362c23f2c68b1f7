namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>A task in memory: a data set with its train/test split and preprocessing done.</summary>
/// <param name="Name">The name to show.</param>
/// <param name="Outputs">What a network has to answer a sample: one number a class, or one a real target.</param>
/// <param name="Train">Training samples; the whole set is one batch.</param>
/// <param name="Test">Test samples.</param>
/// <param name="ContentHash">
/// SHA-256 (lower-case hex) over the preprocessed content: the same content has the same hash whatever file it came from.
/// </param>
public sealed record LearningTask(
    string Name, int Outputs, LabelledSamples Train, LabelledSamples Test, string ContentHash)
{
    /// <summary>Number of input features.</summary>
    public int Features => Train.Inputs.Features;

    /// <summary>Whether real numbers are to be learnt, and not classes.</summary>
    public bool HasRealTargets => Train.Targets is not null;

    /// <summary>Number of classes; 0 with real targets.</summary>
    public int Classes => HasRealTargets ? 0 : Outputs;

    /// <summary>The form of a sample.</summary>
    public SampleShape Shape { get; init; } = SampleShape.Flat(Train.Inputs.Features);

    /// <summary>The names of the classes, as the data call them.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = RawTask.Numbers(Train.Targets is null ? Outputs : 0);

    /// <summary>What was found in which file.</summary>
    public IReadOnlyList<TaskFileContent> Files { get; init; } = [];

    /// <summary>What in the data can be used and is probably not meant, a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
