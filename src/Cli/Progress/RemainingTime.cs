namespace Chaos.Actors.Cli.Progress;

/// <summary>
/// The time a campaign still takes, for people: counts down with the clock and drifts towards what the rate says, so
/// that it never jumps. Items differ in cost, and a rate over half a minute wavers.
/// </summary>
internal sealed class RemainingTime
{
    /// <summary>Seconds after which a change of the estimate is followed by 63 %: few at first, when it is still poor.</summary>
    private static double Inertia(TimeSpan now) => Math.Clamp(now.TotalSeconds / 3, 2, 15);

    /// <summary>No estimate is shown until the rate has seen so much.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    private double _seconds = double.NaN;
    private TimeSpan _last;

    /// <summary>The remaining time, or null while nothing can be said.</summary>
    /// <param name="now">Time since the start; never decreasing.</param>
    /// <param name="remainingEpochs">Work left.</param>
    /// <param name="epochsPerSecond">The present rate.</param>
    public TimeSpan? Update(TimeSpan now, long remainingEpochs, double epochsPerSecond)
    {
        var passed = (now - _last).TotalSeconds;
        _last = now;
        if (remainingEpochs == 0) return TimeSpan.Zero;
        if (!(epochsPerSecond > 0) || now < WarmUp) return Shown();
        var estimate = remainingEpochs / epochsPerSecond;
        if (double.IsNaN(_seconds))
            _seconds = estimate;
        else
        {
            var counted = Math.Max(0, _seconds - passed);
            _seconds = counted + (estimate - counted) * (1 - Math.Exp(-passed / Inertia(now)));
        }
        return Shown();
    }

    // Longer times are known less well; a step of a few percent keeps the figure still.
    private TimeSpan? Shown()
    {
        if (double.IsNaN(_seconds)) return null;
        var step = _seconds switch { > 7200 => 600, > 600 => 60, > 120 => 10, > 30 => 5, _ => 1 };
        return TimeSpan.FromSeconds(Math.Min(Math.Ceiling(_seconds / step) * step, 1e9));
    }
}
