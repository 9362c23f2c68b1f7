using System.Collections.Concurrent;
using System.Diagnostics;

namespace Chaos.Actors.Api.Tests;

/// <summary>A running <c>chaos</c> process.</summary>
public sealed class ChaosProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _log = new();
    private bool _disposed;

    private ChaosProcess(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    /// <summary>What it has said so far.</summary>
    public string Log => string.Join('\n', _log);

    public bool HasEnded => _process.HasExited;

    public int Id => _process.Id;

    public static ChaosProcess Start(string folder, params IEnumerable<string> arguments) => Start(folder, null, arguments);

    /// <summary>Starts one.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="connection">Of the PostgreSQL database that it uses; null for a file.</param>
    /// <param name="arguments">The command and its flags.</param>
    public static ChaosProcess Start(string folder, string? connection, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "chaos.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        foreach (var inherited in start.Environment.Keys.Where(key => key.StartsWith("Chaos", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(inherited);
        if (connection is not null) start.Environment["Chaos__Storage__ConnectionString"] = connection;
        return new ChaosProcess(Process.Start(start)!);
    }

    /// <summary>SIGKILL.</summary>
    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null) _log.Enqueue(line);
    }
}
