using System.Diagnostics;
using System.Globalization;

namespace Chaos.Actors.Tests;

/// <summary>
/// Waits that end: what does not happen in the time it may take on a machine that does other things as well fails the test, with what
/// it waited for, instead of holding up all others for ever.
/// </summary>
internal static class BoundedWaits
{
    private const string SeedVariable = "CHAOS_TEST_SEED";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Waits until something holds.</summary>
    public static Task UntilAsync(Func<bool> condition, string what, TimeSpan? look = null) =>
        UntilAsync(() => Task.FromResult(condition()), what, look);

    /// <summary>Waits until something holds.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition, string what, TimeSpan? look = null)
    {
        var waiting = Stopwatch.StartNew();
        while (!await condition())
        {
            if (waiting.Elapsed > Patience) throw new TimeoutException($"Waited for {Patience}: {what}");
            await Task.Delay(look ?? TimeSpan.FromMilliseconds(20));
        }
    }

    /// <summary>Waits for the end of a process, which is killed if it takes too long.</summary>
    public static void EndInTime(this Process process)
    {
        if (!process.WaitForExit(Patience)) throw Killed(process);
        // The last lines too, unless a child that goes on holds the pipe: the end may be seen before they have been read.
        process.WaitForExitAsync().Wait(TimeSpan.FromSeconds(30));
    }

    /// <summary>Reads all that a process writes to stdout, and waits for its end.</summary>
    public static string OutputInTime(this Process process) => InTime(process, process.StandardOutput.ReadToEndAsync());

    /// <summary>Reads all that a process writes to stderr, and waits for its end.</summary>
    public static string ErrorsInTime(this Process process) => InTime(process, process.StandardError.ReadToEndAsync());

    /// <summary>
    /// The seed of a test that does something at random, to be written down by it: another each time, or that in CHAOS_TEST_SEED, which
    /// has a failure happen again.
    /// </summary>
    public static int RandomSeed() =>
        int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : Random.Shared.Next();

    private static string InTime(Process process, Task<string> reading)
    {
        if (!reading.Wait(Patience)) throw Killed(process);
        process.EndInTime();
        return reading.Result;
    }

    private static TimeoutException Killed(Process process)
    {
        var what = $"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)}";
        process.Kill(entireProcessTree: true);
        return new TimeoutException($"Still running after {Patience}: {what}");
    }
}
