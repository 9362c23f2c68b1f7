using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;
using Microsoft.Extensions.Logging;

namespace Chaos.Actors.TrainerNode.Hosting;

/// <summary>
/// The tasks of a cluster's campaigns: shipped ones are here, files that are named by their content come from the coordinator and stay in
/// the node's folder.
/// </summary>
internal sealed partial class ClusterTasks(DataObjects objects, TimeProvider time, ILogger<ClusterTasks> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    /// <summary>Reads a task.</summary>
    /// <exception cref="TaskDataException">Its data cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Nobody wants it any more.</exception>
    public PreparedTask Load(TaskSpec task, CancellationToken cancellation) =>
        new(TaskReader.Read(Local(task, cancellation), DataDirectory.Default));

    // A full disk here is no fault of the item, nor of the campaign: the slot waits, and other trainers go on.
    private TaskSpec Local(TaskSpec task, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return objects.Local(task, cancellation);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                LogNoRoom(task.Name, Pause, e.Message);
                cancellation.ThrowIfCancellationRequested();
                Task.Delay(Pause, time, cancellation).Wait(cancellation);
            }
        }
    }

    [LoggerMessage(206, LogLevel.Warning, "The data of task {Task} cannot be kept here, tried again in {Pause}: {Reason}")]
    private partial void LogNoRoom(string task, TimeSpan pause, string reason);
}
