namespace Chaos.Actors.Dynamics.Training;

/// <summary>
/// A fixed set of dedicated threads that do one thing together, over and over: the caller is worker 0. With one worker
/// there are no threads and no synchronisation at all. A worker's exception reaches the caller.
/// </summary>
internal sealed class WorkerTeam : IDisposable
{
    private readonly Barrier? _barrier;
    private readonly Thread[] _threads;
    private Action<int>? _work;
    private volatile Exception? _failure;

    public WorkerTeam(int workers)
    {
        if (workers > 1) _barrier = new Barrier(workers);
        _threads = [.. Enumerable.Range(1, workers - 1).Select(
            worker => new Thread(() => Serve(worker)) { IsBackground = true, Name = $"pair-group-{worker}" })];
        foreach (var thread in _threads) thread.Start();
    }

    /// <summary>Calls <paramref name="work"/> with every worker's number, 0 … workers − 1, and waits for all.</summary>
    public void Each(Action<int> work)
    {
        if (_barrier is null)
        {
            work(0);
            return;
        }

        _work = work;
        _barrier.SignalAndWait();
        Try(work, 0);
        _barrier.SignalAndWait();
        if (_failure is { } failure) throw new InvalidOperationException("A worker thread failed.", failure);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_barrier is null) return;
        _work = null;
        _barrier.SignalAndWait();
        foreach (var thread in _threads) thread.Join();
        _barrier.Dispose();
    }

    private void Serve(int worker)
    {
        while (true)
        {
            _barrier!.SignalAndWait();
            if (_work is not { } work) return;
            Try(work, worker);
            _barrier.SignalAndWait();
        }
    }

    private void Try(Action<int> work, int worker)
    {
        try
        {
            work(worker);
        }
        catch (Exception exception)
        {
            _failure = exception;
        }
    }
}
