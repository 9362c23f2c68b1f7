using System.Globalization;

namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>A whole data set after preprocessing, before a subset is taken of it.</summary>
/// <param name="Classes">The names of the classes; none with real targets.</param>
/// <param name="Train">Training samples.</param>
/// <param name="Test">Test samples.</param>
internal sealed record RawTask(IReadOnlyList<string> Classes, LabelledSamples Train, LabelledSamples Test)
{
    /// <summary>What a network has to answer: one number a class, or one a real target.</summary>
    public int Outputs => Train.Targets is { } targets ? targets.Length / Train.Count : Classes.Count;

    /// <summary>The form of a sample.</summary>
    public SampleShape Shape { get; init; } = SampleShape.Flat(Train.Inputs.Features);

    /// <summary>What was found in which file.</summary>
    public IReadOnlyList<TaskFileContent> Files { get; init; } = [];

    /// <summary>What is probably not meant.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Classes that have a number only.</summary>
    public static string[] Numbers(int classes) =>
        [.. Enumerable.Range(0, classes).Select(c => c.ToString(CultureInfo.InvariantCulture))];
}
