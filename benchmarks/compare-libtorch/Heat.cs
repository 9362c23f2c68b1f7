using System.Diagnostics;

namespace Chaos.Actors.Benchmarks.CompareLibtorch;

/// <summary>
/// One timed block. Each racer is scored at the end of the unit of work that passes the block's duration, and goes on until
/// all are scored: no racer is timed with more or less company than the others.
/// </summary>
internal sealed class Heat(TimeSpan duration, int racers, Action<double>? scored = null)
{
    private readonly CountdownEvent _running = new(racers);
    private readonly object _gate = new();
    private int _unscored = racers;
    private Exception? _failure;

    /// <summary>Units of work a second of all racers together, not counting time that their cores were taken from them.</summary>
    public double Rate { get; private set; }

    public bool IsOver => Volatile.Read(ref _unscored) <= 0;

    /// <summary>Keeps the racers at work after their score until <see cref="Release"/>, as company for another process's.</summary>
    public Heat Held()
    {
        _unscored++;
        return this;
    }

    public void Release() => Interlocked.Decrement(ref _unscored);

    public bool IsDue(long began) => Stopwatch.GetElapsedTime(began) >= duration;

    public void Score(double rate)
    {
        lock (_gate) Rate += rate;
        scored?.Invoke(rate);
        Release();
    }

    public void Fail(Exception failure)
    {
        _failure = failure;
        Interlocked.Exchange(ref _unscored, 0);
        Leave();
    }

    public void Leave() => _running.Signal();

    /// <summary>Waits until every racer has stopped.</summary>
    public void Wait()
    {
        _running.Wait();
        if (_failure is { } failure) throw new InvalidOperationException("A racer failed.", failure);
    }
}
