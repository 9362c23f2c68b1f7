using System.Collections.Concurrent;

namespace Chaos.Actors.Coordinator.Storage;

/// <summary>
/// Threads for what blocks on a database. SQLite has no asynchronous calls, and a server may take its time: on the thread pool, where
/// actors run and heartbeats are answered, either would make a busy coordinator look dead.
/// </summary>
internal sealed class StoreThreads : TaskScheduler, IDisposable
{
    private readonly BlockingCollection<Task> _tasks = [];

    // What is awaited in there goes on elsewhere: the thread may be waiting for just that.
    private const TaskCreationOptions Options = TaskCreationOptions.DenyChildAttach | TaskCreationOptions.HideScheduler;

    /// <summary>Starts them; each campaign waits for one thing of its store at a time.</summary>
    public StoreThreads(int threads = 4)
    {
        for (var t = 0; t < threads; t++) new Thread(Work) { IsBackground = true, Name = $"store {t}" }.Start();
    }

    /// <summary>Runs something on one of the threads.</summary>
    public Task<T> Run<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, Options, this);

    /// <summary>Runs something on one of the threads.</summary>
    public Task Run(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, Options, this);

    /// <summary>Lets the threads end when they have done what was asked of them.</summary>
    public void Dispose() => _tasks.CompleteAdding();

    /// <inheritdoc/>
    protected override void QueueTask(Task task) => _tasks.Add(task);

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => _tasks;

    private void Work()
    {
        foreach (var task in _tasks.GetConsumingEnumerable()) TryExecuteTask(task);
        // The last to leave would be the one to dispose of the collection; it holds nothing that a collector does not free.
    }
}
