using System.Globalization;

namespace Chaos.Actors.Benchmarks.Reporting;

/// <summary>
/// How long the calling thread could have run while its core was another's, since it began (Linux: the second number of
/// schedstat). Taken off the elapsed time it leaves what the work itself took, waits of its own included; where the
/// kernel does not say, nothing is taken off.
/// </summary>
internal static class RunDelay
{
    private const string Path = "/proc/thread-self/schedstat";

    public static TimeSpan OfThisThread() => File.Exists(Path)
        ? TimeSpan.FromMicroseconds(long.Parse(File.ReadAllText(Path).Split(' ')[1], CultureInfo.InvariantCulture) / 1000.0)
        : TimeSpan.Zero;
}
