namespace Chaos.Actors.Dynamics.Networks;

/// <summary>An architecture that cannot be read, or that does not fit the samples of a task; the message is a sentence that says where.</summary>
public sealed class ArchitectureException(string message) : Exception(message);
