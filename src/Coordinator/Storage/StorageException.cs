namespace Chaos.Actors.Coordinator.Storage;

/// <summary>The store cannot be read or written. The message names the database and the way out.</summary>
public sealed class StorageException(string message, Exception? inner = null, bool transient = false) : Exception(message, inner)
{
    /// <summary>As <see cref="Database.IsTransient"/>, for what no database has refused.</summary>
    public bool IsTransient { get; } = transient;

    /// <summary>Whether what was read is not what was stored.</summary>
    public bool IsDamage { get; init; }
}
