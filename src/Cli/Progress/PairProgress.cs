using Chaos.Actors.Cli.Screens;

namespace Chaos.Actors.Cli.Progress;

/// <summary>The progress of one pair group: a line rewritten in place, or a line at every tenth off a terminal.</summary>
internal sealed class PairProgress(int epochs, string score, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);

    private readonly LiveRegion? _region = Screen.IsLive ? new LiveRegion() : null;
    private readonly long _started = time.GetTimestamp();
    private TimeSpan _last = -Every;
    private double _loss;
    private int _tenth = -1;

    /// <summary>An <see cref="Dynamics.Training.EpochObserver"/>.</summary>
    public void Show(int epoch, ReadOnlySpan<double> losses, double accuracy, ReadOnlySpan<double> distances)
    {
        if (losses.Length > 0) _loss = losses[0];
        var elapsed = time.GetElapsedTime(_started);
        var tenth = 10 * epoch / epochs;
        var due = _region is null ? tenth > _tenth : elapsed - _last >= Every || epoch == epochs;
        if (!due) return;
        (_last, _tenth) = (elapsed, tenth);
        var distance = distances.Length == 0 ? "" : " · distance " + Format.Distance(Mean(distances));
        var left = epoch == 0 ? "" : $" · {Format.Clock(elapsed / epoch * (epochs - epoch))} left";
        var line = $"epoch {epoch}/{epochs} · loss {Format.Accuracy(_loss)} · {score} {Format.Accuracy(accuracy)}{distance}{left}";
        if (_region is null) Screen.Message(line);
        else _region.Show(line.Length < Screen.Width ? line : line[..(Screen.Width - 1)]);
    }

    public void Dispose() => _region?.Clear();

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }
}
