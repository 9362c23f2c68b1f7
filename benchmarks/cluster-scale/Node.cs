using System.Diagnostics;
using System.Globalization;

namespace Chaos.Actors.Benchmarks.ClusterScale;

/// <summary>A process of the cluster, and what it costs; what it says goes to a file.</summary>
internal sealed class Node : IDisposable
{
    private readonly Process _process;

    private Node(Process process) => _process = process;

    /// <summary>Processor time so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The most memory it has held (VmHWM).</summary>
    public int PeakMegabytes => int.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) >> 10;

    /// <summary>The <c>chaos</c> command.</summary>
    public static Node Chaos(string log, params string[] arguments) =>
        Start(log, [Path.Combine(AppContext.BaseDirectory, "chaos.dll"), .. arguments]);

    /// <summary>This program.</summary>
    public static Node Self(string log, params string[] arguments) => Start(log, [typeof(Node).Assembly.Location, .. arguments]);

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Waits for its end, which must be a good one.</summary>
    public void WaitForSuccess()
    {
        _process.WaitForExit();
        if (_process.ExitCode != 0) throw new InvalidOperationException($"{_process.StartInfo.ArgumentList[^1]}: exit code {_process.ExitCode}");
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }

    // Through a shell, so that the log needs nobody to read it; the shell becomes the program.
    private static Node Start(string log, string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/sh");
        foreach (var argument in (string[])["-c", "exec \"$0\" \"$@\" >>\"$LOG\" 2>&1", Environment.ProcessPath!, .. arguments])
            start.ArgumentList.Add(argument);
        start.Environment["LOG"] = log;
        return new Node(Process.Start(start)!);
    }
}
