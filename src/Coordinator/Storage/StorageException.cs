namespace Chaos.Actors.Coordinator.Storage;

/// <summary>The store cannot be read or written. The message names the database and the way out.</summary>
public sealed class StorageException(string message, Exception? inner = null) : Exception(message, inner);
