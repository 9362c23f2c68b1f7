using System.Collections.Concurrent;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.TrainerNode.Hosting;

/// <summary>
/// Data files from the coordinator, a part after the other. While no coordinator answers it goes on asking: the slot that waits does
/// no harm, and its item must not count as failed for it.
/// </summary>
internal sealed class CoordinatorData : IDataSource
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<(string Sha256, int Part), TaskCompletionSource<TrainerCommands.DataPart>> _asked = new();
    private readonly CoordinatorLine _line;

    public CoordinatorData(CoordinatorLine line)
    {
        _line = line;
        line.ConnectData(part =>
        {
            if (_asked.TryGetValue((part.Sha256, part.Part), out var asked)) asked.TrySetResult(part);
        });
    }

    /// <inheritdoc/>
    public void Copy(DataReference reference, Stream destination, CancellationToken cancellation)
    {
        var parts = 1;
        for (var part = 0; part < parts; part++)
        {
            var answer = Ask(reference.Sha256, part, cancellation);
            if (answer.Parts == 0)
            {
                throw new TaskDataException(
                    $"{reference}: the coordinator has no such file. Send it (`PUT /api/v1/data/{reference.Sha256}`, or submit the campaign "
                    + "again from where the file is), then continue the campaign.");
            }
            parts = answer.Parts;
            destination.Write(answer.Bytes);
        }
    }

    private TrainerCommands.DataPart Ask(string sha256, int part, CancellationToken cancellation)
    {
        var answer = _asked.GetOrAdd((sha256, part), _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            while (true)
            {
                _line.TellCoordinator(new CoordinatorCommands.FetchData(sha256, part));
                if (answer.Task.Wait((int)Patience.TotalMilliseconds, cancellation)) return answer.Task.Result;
            }
        }
        finally
        {
            _asked.TryRemove((sha256, part), out _);
        }
    }
}
