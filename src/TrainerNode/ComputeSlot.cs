using System.Collections.Concurrent;

namespace Chaos.Actors.TrainerNode;

/// <summary>
/// One dedicated thread that computes one item at a time. Never the thread pool: actors' heartbeats live there, and busy
/// pool threads were seen to delay them until healthy nodes were taken for dead.
/// </summary>
internal sealed class ComputeSlot
{
    private readonly BlockingCollection<SlotJob> _jobs = new(1);
    private readonly int _nice;
    private readonly Action<SlotJob> _run;

    public ComputeSlot(int number, int nice, Action<SlotJob> run)
    {
        _nice = nice;
        _run = run;
        new Thread(Work) { IsBackground = true, Name = $"slot-{number}" }.Start();
    }

    /// <summary>The item it computes; null if it is free. Belongs to the trainer.</summary>
    public SlotJob? Current { get; private set; }

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
        foreach (var job in _jobs.GetConsumingEnumerable()) _run(job);
    }
}
