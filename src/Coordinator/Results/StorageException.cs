namespace Chaos.Actors.Coordinator.Results;

/// <summary>The store cannot be read or written. The message names the file and the way out.</summary>
public sealed class StorageException(string message, Exception? inner = null) : Exception(message, inner);
