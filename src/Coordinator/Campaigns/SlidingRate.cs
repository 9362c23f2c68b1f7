namespace Chaos.Actors.Coordinator.Campaigns;

/// <summary>The rate at which a total grows, over a sliding window.</summary>
public sealed class SlidingRate(TimeSpan window)
{
    private readonly Queue<(TimeSpan At, long Total)> samples = new();

    /// <summary>Notes the total at a time.</summary>
    public void Note(TimeSpan now, long total)
    {
        while (samples.TryPeek(out var oldest) && oldest.At < now - window) samples.Dequeue();
        samples.Enqueue((now, total));
    }

    /// <summary>Growth per second since the oldest sample in the window; 0 before there are two.</summary>
    public double PerSecond(TimeSpan now, long total) =>
        samples.TryPeek(out var oldest) && now > oldest.At
            ? Math.Max(0, total - oldest.Total) / (now - oldest.At).TotalSeconds
            : 0;
}
