namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>A task's data cannot be used. The message names the file (and the line where there is one) and the way out.</summary>
public sealed class TaskDataException(string message, Exception? inner = null) : Exception(message, inner);
