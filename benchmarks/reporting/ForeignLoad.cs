using System.Diagnostics;
using System.Globalization;

namespace Chaos.Actors.Benchmarks.Reporting;

/// <summary>
/// How many cores were busy with something else between two moments (other processes, or a hypervisor that gave the core
/// away): the machine's busy time less that of this process and of the processes it counts as its own. A measurement
/// taken while others computed says little.
/// </summary>
internal sealed class ForeignLoad(params IReadOnlyList<Process> own)
{
    private const double Quiet = 0.1;
    private const double TicksPerSecond = 100; // USER_HZ, the unit of /proc/stat on every Linux
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly double _before = Foreign(own);

    /// <summary>Cores, on average since this object was made.</summary>
    public double Cores =>
        Math.Max(0, (Foreign(own) - _before) / Stopwatch.GetElapsedTime(_started).TotalSeconds);

    /// <summary>Whether so many foreign cores leave a measurement undisturbed.</summary>
    public static bool IsQuiet(double cores) => cores < Quiet;

    private static double Foreign(IReadOnlyList<Process> own) =>
        Busy() - own.Append(Process.GetCurrentProcess()).Sum(Used);

    private static double Used(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime.TotalSeconds;
    }

    // cpu user nice system idle iowait irq softirq steal …
    private static double Busy()
    {
        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6] + ticks[7]) / TicksPerSecond;
    }
}
