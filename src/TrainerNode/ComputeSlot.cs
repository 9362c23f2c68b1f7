using System.Collections.Concurrent;
using Chaos.Actors.Messages;

namespace Chaos.Actors.TrainerNode;

/// <summary>
/// One dedicated thread that computes one item at a time. Never the thread pool: actors' heartbeats live there, and busy
/// pool threads were seen to delay them until healthy nodes were taken for dead.
/// </summary>
internal sealed class ComputeSlot
{
    private readonly BlockingCollection<SlotJob> _jobs = new(1);
    private readonly int _nice;
    private readonly Func<SlotJob, ICampaignMessage?> _compute;
    private readonly Action<SlotJob> _finished;
    private Finished? _last;

    /// <summary>Starts the thread.</summary>
    /// <param name="number">Which slot of the trainer it is.</param>
    /// <param name="nice">The thread's nice level.</param>
    /// <param name="compute">Computes an item; null if it was cancelled. On the slot's thread.</param>
    /// <param name="finished">Told when a job's outcome can be collected. On the slot's thread.</param>
    public ComputeSlot(int number, int nice, Func<SlotJob, ICampaignMessage?> compute, Action<SlotJob> finished)
    {
        (_nice, _compute, _finished) = (nice, compute, finished);
        new Thread(Work) { IsBackground = true, Name = $"slot-{number}" }.Start();
    }

    /// <summary>The item it computes; null if it is free. Belongs to the trainer.</summary>
    public SlotJob? Current { get; private set; }

    /// <summary>Whether the current job has ended; its outcome stays here until <see cref="Clear"/>, whatever becomes of messages.</summary>
    public bool HasFinished(out ICampaignMessage? outcome)
    {
        var last = Volatile.Read(ref _last);
        outcome = last?.Outcome;
        return last is not null && ReferenceEquals(last.Job, Current);
    }

    public void Start(SlotJob job)
    {
        Current = job;
        _jobs.Add(job);
    }

    public void Clear() => Current = null;

    /// <summary>Ends the thread as soon as the item, told to stop, does.</summary>
    public void Stop()
    {
        Current?.Cancel();
        _jobs.CompleteAdding();
    }

    private void Work()
    {
        LowPriority.ForThisThread(_nice);
        foreach (var job in _jobs.GetConsumingEnumerable())
        {
            var outcome = _compute(job);
            Volatile.Write(ref _last, new Finished(job, outcome));
            _finished(job);
        }
    }

    private sealed record Finished(SlotJob Job, ICampaignMessage? Outcome);
}
