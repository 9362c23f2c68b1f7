using System.Diagnostics;

namespace Chaos.Actors.Cluster.Tests.Nodes;

/// <summary>Waits for processes to come round to something: by looking, for their clocks are their own.</summary>
internal static class Eventually
{
    /// <summary>How long anything may take, or stand still, on a machine that does other things as well.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    public static Task Async(
        Func<bool> condition, string what, Func<string> explain, TimeSpan? look = null, Func<object>? progress = null) =>
        Async(() => Task.FromResult(condition()), what, explain, look, progress);

    /// <summary>Waits until something holds; where there is a measure of progress, as long as that goes on changing.</summary>
    public static async Task Async(
        Func<Task<bool>> condition, string what, Func<string> explain, TimeSpan? look = null, Func<object>? progress = null)
    {
        var (waiting, before) = (Stopwatch.StartNew(), progress?.Invoke());
        while (!await condition())
        {
            if (progress?.Invoke() is { } now && !now.Equals(before))
            {
                before = now;
                waiting.Restart();
            }

            if (waiting.Elapsed > Patience) throw new TimeoutException($"Waited for {Patience}: {what}\n{explain()}");
            await Task.Delay(look ?? TimeSpan.FromMilliseconds(200));
        }
    }
}
