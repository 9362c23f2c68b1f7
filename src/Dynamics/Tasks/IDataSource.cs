namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>Where a node gets data files that are named by their content.</summary>
public interface IDataSource
{
    /// <summary>Writes the bytes of a file to a stream. Waits, where the source is away for the moment, until it is back.</summary>
    /// <exception cref="TaskDataException">The source does not have it.</exception>
    /// <exception cref="OperationCanceledException">Nobody wants it any more.</exception>
    void Copy(DataReference reference, Stream destination, CancellationToken cancellation);
}
