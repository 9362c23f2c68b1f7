using System.Diagnostics;
using System.Globalization;

namespace Chaos.Actors.Benchmarks.CompareLibtorch;

/// <summary>
/// One of our items in a process of its own: processes share nothing but the machine, so what several of them do
/// side by side is the most that several threads can do.
/// </summary>
internal sealed class ItemProcess : IDisposable
{
    public const string Verb = "item";

    private ItemProcess(Process process) => Process = process;

    public Process Process { get; }

    public static ItemProcess Start(string workload, int copies, int seed)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var argument in new[] { typeof(ItemProcess).Assembly.Location, Verb, workload, $"{copies}", $"{seed}" })
            start.ArgumentList.Add(argument);
        return new ItemProcess(Process.Start(start)!);
    }

    /// <summary>The work of such a process: a line with seconds begins a heat, a line without anything ends it.</summary>
    public static void Serve(string workload, int copies, ulong seed)
    {
        using var item = new OurItem(Workload.Parse(workload), copies, seed);
        while (Console.ReadLine() is { } seconds)
        {
            var duration = TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture));
            var heat = new Heat(duration, 1, rate => Console.WriteLine(rate.ToString("R", CultureInfo.InvariantCulture))).Held();
            item.Racer.Enter(heat);
            Console.ReadLine();
            heat.Release();
            heat.Wait();
            Console.WriteLine();
        }
    }

    /// <summary>Replica-epochs a second of all these processes together, computing at the same time.</summary>
    public static double Rate(IReadOnlyList<ItemProcess> processes, TimeSpan duration)
    {
        foreach (var item in processes)
            item.Process.StandardInput.WriteLine(duration.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        var rate = processes.Sum(item => double.Parse(item.Answer(), CultureInfo.InvariantCulture));
        foreach (var item in processes) item.Process.StandardInput.WriteLine();
        foreach (var item in processes) item.Answer();
        return rate;
    }

    public void Dispose()
    {
        Process.StandardInput.Close();
        Process.WaitForExit();
        Process.Dispose();
    }

    private string Answer() => Process.StandardOutput.ReadLine()
        ?? throw new InvalidOperationException("An item's process ended; its message is above.");
}
