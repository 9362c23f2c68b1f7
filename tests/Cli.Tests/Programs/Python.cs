using System.Diagnostics;

namespace Chaos.Actors.Cli.Tests.Programs;

/// <summary>A Python with the packages a test needs: Debian's, or the one on the PATH, or the one that CHAOS_PYTHON names.</summary>
internal static class Python
{
    private static readonly Dictionary<string, string?> Found = [];

    /// <summary>One that imports all of these; null where there is none.</summary>
    public static string? With(params string[] packages)
    {
        var imports = string.Join(", ", packages);
        lock (Found)
        {
            if (Found.TryGetValue(imports, out var known)) return known;
            string?[] candidates = [Environment.GetEnvironmentVariable("CHAOS_PYTHON"), "/usr/bin/python3", "python3"];
            return Found[imports] = candidates.OfType<string>().FirstOrDefault(python => Imports(python, imports));
        }
    }

    private static bool Imports(string python, string packages)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(python, ["-c", $"import {packages}"]) { RedirectStandardError = true })!;
            process.EndInTime();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Runs a script in a folder; returns what it wrote.</summary>
    public static async Task<string> RunAsync(string python, string folder, string script)
    {
        var start = new ProcessStartInfo(python, ["-"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["MPLBACKEND"] = "Agg";
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(script);
        process.StandardInput.Close();
        var (output, messages) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{script}\n{await output}\n{await messages}");
        return await output;
    }
}
