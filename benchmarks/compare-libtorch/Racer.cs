using System.Diagnostics;
using Chaos.Actors.Benchmarks.Reporting;

namespace Chaos.Actors.Benchmarks.CompareLibtorch;

/// <summary>A thread with work that never ends of itself, done during heats and left as it is between them.</summary>
internal sealed class Racer : IDisposable
{
    private readonly SemaphoreSlim _start = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private readonly Action<Racer> _work;
    private Heat _heat = null!; // set before the work begins
    private long _began;
    private TimeSpan _delayed;
    private int _units;
    private bool _scored;

    /// <param name="work">Calls <see cref="Completed"/> after every unit.</param>
    public Racer(Action<Racer> work)
    {
        _work = work;
        _thread = new Thread(Live) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Called as each heat begins, on the racer's thread.</summary>
    public Action? Starting { get; init; }

    public void Enter(Heat heat)
    {
        _heat = heat;
        _start.Release();
    }

    /// <summary>Counts units of work; returns when the work is to go on, in this heat or a later one.</summary>
    public void Completed(int units)
    {
        _units += units;
        if (!_scored && _heat.IsDue(_began))
        {
            _scored = true;
            var elapsed = Stopwatch.GetElapsedTime(_began);
            _heat.Score(_units / (elapsed - (RunDelay.OfThisThread() - _delayed)).TotalSeconds);
        }

        if (!_heat.IsOver) return;
        _heat.Leave();
        AwaitStart();
    }

    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _start.Dispose();
        _stop.Dispose();
    }

    private void Live()
    {
        try
        {
            AwaitStart();
            _work(this);
            _heat.Fail(new InvalidOperationException("The work ended before the comparison did."));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed, between two heats.
        }
        catch (Exception e)
        {
            _heat.Fail(e);
        }
    }

    private void AwaitStart()
    {
        _start.Wait(_stop.Token);
        (_units, _scored) = (0, false);
        Starting?.Invoke();
        _delayed = RunDelay.OfThisThread();
        _began = Stopwatch.GetTimestamp();
    }
}
