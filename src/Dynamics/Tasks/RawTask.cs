namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>A whole data set after preprocessing, before a subset is taken of it.</summary>
internal sealed record RawTask(int Classes, LabelledSamples Train, LabelledSamples Test);
