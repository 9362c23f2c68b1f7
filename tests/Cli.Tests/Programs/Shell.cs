using System.Diagnostics;

namespace Chaos.Actors.Cli.Tests.Programs;

/// <summary>Commands as a user types them, with redirections, pipes and job control; <c>chaos</c> is the program.</summary>
internal static class Shell
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The program, for a command line of the shell.</summary>
    public static string Chaos { get; } = $"dotnet '{Path.Combine(AppContext.BaseDirectory, "chaos.dll")}'";

    /// <summary>Runs a command to its end.</summary>
    public static async Task<ChaosProgram.Outcome> RunAsync(string folder, string command)
    {
        using var process = Start(folder, "bash", ["-c", $"chaos() {{ {Chaos} \"$@\"; }}\n{command}"]);
        process.StandardInput.Close();
        var (output, messages) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"still running after {Patience}: {command}\n{await output}\n{await messages}");
        }
        return new ChaosProgram.Outcome(process.ExitCode, await output, await messages);
    }

    /// <summary>Starts a program with its streams in our hands and no signal ignored, as a terminal would.</summary>
    public static Process Start(string folder, string program, string[] arguments)
    {
        var start = new ProcessStartInfo("env", ["--default-signal=INT,QUIT,HUP", program, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("CHAOS_DEBUG");
        start.Environment.Remove("CHAOS_COMMAND");
        start.Environment["TERM"] = "xterm";
        start.Environment["SHELL"] = "/bin/sh";
        return Process.Start(start)!;
    }
}
