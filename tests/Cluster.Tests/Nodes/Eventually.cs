using System.Diagnostics;

namespace Chaos.Actors.Cluster.Tests.Nodes;

/// <summary>Waits for processes to come round to something: by looking, for their clocks are their own.</summary>
internal static class Eventually
{
    /// <summary>How long anything may take on a machine that does other things as well.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static Task Async(Func<bool> condition, string what, Func<string> explain, TimeSpan? look = null) =>
        Async(() => Task.FromResult(condition()), what, explain, look);

    public static async Task Async(Func<Task<bool>> condition, string what, Func<string> explain, TimeSpan? look = null)
    {
        var waiting = Stopwatch.StartNew();
        while (!await condition())
        {
            if (waiting.Elapsed > Patience) throw new TimeoutException($"Waited for {Patience}: {what}\n{explain()}");
            await Task.Delay(look ?? TimeSpan.FromMilliseconds(200));
        }
    }
}
