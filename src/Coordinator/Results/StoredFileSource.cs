using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Coordinator.Results;

/// <summary>Data files from the coordinators' database, for one that reads a campaign's data itself.</summary>
/// <param name="store">The files.</param>
public sealed class StoredFileSource(DataStore store) : IDataSource
{
    /// <inheritdoc/>
    public void Copy(DataReference reference, Stream destination, CancellationToken cancellation)
    {
        var file = store.Find(reference.Sha256) ?? throw new TaskDataException(
            $"{reference}: there is no such file on the coordinator. Send it first: PUT /api/v1/data/{reference.Sha256}.");
        for (var part = 0; part < file.Parts; part++)
        {
            cancellation.ThrowIfCancellationRequested();
            destination.Write(store.Part(reference.Sha256, part) ?? throw new TaskDataException($"{reference}: it was removed meanwhile."));
        }
    }
}
