using Akka.Event;
using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Dynamics;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;
using Chaos.Actors.TrainerNode.Checkpoints;

namespace Chaos.Actors.TrainerNode;

/// <summary>Computes one item and makes of it what the coordinator is told.</summary>
internal sealed class ItemRunner(
    NodeId node,
    IItemComputation computation,
    CheckpointFolder? checkpoints,
    CrashMarkers? markers,
    TimeProvider time,
    ILoggingAdapter log)
{
    private const int LongestError = 2000;

    /// <summary>A ResultReady, an ItemFailed, or null if the item was cancelled.</summary>
    public ICampaignMessage? Run(SlotJob job)
    {
        var (work, item) = (job.Work, job.Item);
        var started = time.GetTimestamp();
        using var marker = markers?.Begin(job);
        try
        {
            var series = computation.Compute(work, item, Progress(job, marker), job.Cancellation);
            return new CoordinatorCommands.ResultReady(
                work.Campaign,
                item.Item,
                item.Attempt,
                node,
                series,
                ItemSummary.Of(series, work.Thresholds),
                series.Digest(),
                NumericsVersion.Current,
                time.GetElapsedTime(started));
        }
        catch (OperationCanceledException) when (job.Cancellation.IsCancellationRequested)
        {
            return null;
        }
        catch (TaskDataException e)
        {
            return Failed(job, FailureKind.InputUnusable, e.Message);
        }
        catch (Exception e)
        {
            return Failed(job, FailureKind.Threw, $"{e.GetType().Name}: {e.Message}");
        }
    }

    private ItemProgress Progress(SlotJob job, CrashMarkers.Marker? marker) => new(
        job, checkpoints is null ? null : new ItemCheckpoint(checkpoints, marker, job.Work, job.Item, time), log);

    private CoordinatorCommands.ItemFailed Failed(SlotJob job, FailureKind kind, string error) => new(
        job.Work.Campaign,
        job.Item.Item,
        job.Item.Attempt,
        node,
        kind,
        error.Length <= LongestError ? error : error[..LongestError]);
}
