namespace Chaos.Actors.Coordinator.Campaigns;

/// <summary>The rate at which a total grows, over a sliding window.</summary>
public sealed class SlidingRate(TimeSpan window)
{
    private readonly Queue<(TimeSpan At, long Total)> _samples = new();

    /// <summary>Records the total at a time.</summary>
    public void Record(TimeSpan now, long total)
    {
        while (_samples.TryPeek(out var oldest) && oldest.At < now - window) _samples.Dequeue();
        _samples.Enqueue((now, total));
    }

    /// <summary>Growth per second since the oldest sample in the window; 0 before there are two.</summary>
    public double PerSecond(TimeSpan now, long total) =>
        _samples.TryPeek(out var oldest) && now > oldest.At
            ? Math.Max(0, total - oldest.Total) / (now - oldest.At).TotalSeconds
            : 0;
}
