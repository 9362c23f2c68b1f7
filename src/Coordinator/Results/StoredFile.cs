namespace Chaos.Actors.Coordinator.Results;

/// <summary>A data file that is kept.</summary>
/// <param name="Sha256">SHA-256 of its bytes.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Stored">When it came.</param>
public sealed record StoredFile(string Sha256, long Length, DateTimeOffset Stored)
{
    /// <summary>How many parts it has; at least one, which may be empty.</summary>
    public int Parts => (int)Math.Max(1, (Length + DataStore.PartBytes - 1) / DataStore.PartBytes);
}
