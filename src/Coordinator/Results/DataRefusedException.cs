namespace Chaos.Actors.Coordinator.Results;

/// <summary>A data file is not kept, and why; the message is for people, with the way out.</summary>
public sealed class DataRefusedException(DataRefusal why, string message) : Exception(message)
{
    /// <summary>Why, for programs.</summary>
    public DataRefusal Why { get; } = why;
}
