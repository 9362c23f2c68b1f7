using System.Diagnostics;
using System.Reflection;

namespace Chaos.Actors.Cli.Tests.Programs;

/// <summary>The real program as a child process: the chaos.dll that was built beside these tests.</summary>
internal sealed class ChaosProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _messages;

    private ChaosProgram(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _messages = process.StandardError.ReadToEndAsync();
    }

    /// <summary>What a finished program left behind.</summary>
    public sealed record Outcome(int ExitCode, string Output, string Messages)
    {
        public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Messages}";
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<Outcome> RunAsync(string folder, params string[] arguments)
    {
        using var program = Start(folder, arguments);
        return await program.EndAsync();
    }

    /// <summary>Runs it to its end with an environment variable set, given as NAME=VALUE.</summary>
    public static async Task<Outcome> RunWithAsync(string setting, string folder, params string[] arguments)
    {
        using var program = Start(folder, arguments, setting);
        return await program.EndAsync();
    }

    /// <summary>Starts it in a folder.</summary>
    public static ChaosProgram Start(string folder, params string[] arguments) => Start(folder, arguments, null);

    private static ChaosProgram Start(string folder, string[] arguments, string? setting)
    {
        // A shell that starts the tests in the background has them ignore SIGINT, and a child would inherit that.
        var start = new ProcessStartInfo("env")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.ArgumentList.Add("--default-signal=INT,QUIT,HUP");
        start.ArgumentList.Add("dotnet");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "chaos.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment.Remove("CHAOS_DEBUG");
        start.Environment.Remove("CHAOS_COMMAND");
        if (setting is not null) start.Environment[setting.Split('=')[0]] = setting.Split('=')[1];
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new ChaosProgram(process);
    }

    public bool HasEnded => _process.HasExited;

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndAsync();
    }

    /// <summary>Sends a signal by its name, such as INT.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-s", name, _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.EndInTime();
    }

    /// <summary>Waits for its end.</summary>
    public async Task<Outcome> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
            throw new TimeoutException($"still running after {Patience}:\n{await _output}\n{await _messages}");
        }
        return new Outcome(_process.ExitCode, await _output, await _messages);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
