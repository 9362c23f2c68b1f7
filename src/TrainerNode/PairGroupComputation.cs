using System.Collections.Concurrent;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.TrainerNode;

/// <summary>Trains the item's pair group on the task's data, which are read and laid out once per process.</summary>
/// <param name="load">Reads a task, unless that is called off.</param>
public sealed class PairGroupComputation(Func<TaskSpec, CancellationToken, PreparedTask> load) : IItemComputation
{
    private readonly ConcurrentDictionary<TaskSpec, Lazy<PreparedTask>> _tasks = new();

    /// <summary>Reads tasks from the shipped data sets and from the user's files.</summary>
    public PairGroupComputation()
        : this((task, _) => new PreparedTask(TaskReader.Read(task, DataDirectory.Default)))
    {
    }

    /// <inheritdoc/>
    public PairGroupSeries Compute(
        CampaignWork work, Assignment item, ItemProgress progress, CancellationToken cancellation)
    {
        var task = Prepared(work, item.Task, cancellation);
        var group = progress.Earlier() is { } state ? new PairGroup(task, item.Spec, state) : new PairGroup(task, item.Spec);
        return group.Run((_, _, _, _) => progress.Reached(group), cancellation);
    }

    /// <summary>Computes an item from its first epoch on, whatever state an earlier attempt left behind.</summary>
    /// <exception cref="TaskDataException">The task's data cannot be used, or are not the campaign's.</exception>
    public PairGroupSeries Compute(CampaignWork work, Assignment item, CancellationToken cancellation) =>
        new PairGroup(Prepared(work, item.Task, cancellation), item.Spec).Run((_, _, _, _) => { }, cancellation);

    private PreparedTask Prepared(CampaignWork work, int place, CancellationToken cancellation)
    {
        var (spec, content) = (work.Tasks[place], work.TaskContents.Hashes[place]);
        var task = Prepared(spec, cancellation);
        if (task.ContentHash != content)
        {
            throw new TaskDataException(
                $"The data of task {spec.Name} here are not the campaign's: their content hash is {task.ContentHash}, "
                + $"the campaign's is {content}. Give this node the same files.");
        }
        return task;
    }

    private PreparedTask Prepared(TaskSpec task, CancellationToken cancellation)
    {
        while (true)
        {
            // Lazy: two slots that begin with the same task must not read it twice. One that failed is read again next time.
            var prepared = _tasks.GetOrAdd(task, key => new Lazy<PreparedTask>(() => load(key, cancellation)));
            try
            {
                return prepared.Value;
            }
            catch (Exception e)
            {
                _tasks.TryRemove(new KeyValuePair<TaskSpec, Lazy<PreparedTask>>(task, prepared));
                // Called off for the item of another slot, not for this one's.
                if (e is OperationCanceledException && !cancellation.IsCancellationRequested) continue;
                throw;
            }
        }
    }
}
