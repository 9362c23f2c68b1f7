using System.ComponentModel;
using System.Diagnostics;

namespace Chaos.Actors.Cluster.Tests.Telemetry;

/// <summary>A program that a Debian package brings and <c>./test</c> installs.</summary>
internal static class DebianProgram
{
    /// <summary>Starts it.</summary>
    public static Process Start(string program, string folder, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException(
                $"This test needs {program}, which the Debian package prometheus has: run ./test as root, which installs it, or "
                + $"`apt-get install prometheus` ({e.Message}).", e);
        }
    }

    /// <summary>Runs it to its end; returns the exit code and all it said.</summary>
    public static (int ExitCode, string Output) Run(string program, string folder, params string[] arguments)
    {
        using var process = Start(program, folder, arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.OutputInTime();
        return (process.ExitCode, output + errors.Result);
    }
}
