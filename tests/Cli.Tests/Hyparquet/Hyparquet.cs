using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Chaos.Actors.Cli.Tests.Programs;

namespace Chaos.Actors.Cli.Tests;

/// <summary>A reader of Parquet in JavaScript, since Debian's Python has none: what others read, and not only the library that wrote it.</summary>
internal static class Hyparquet
{
    private static readonly string Folder = Repository.File("tests", "Cli.Tests", "Hyparquet");

    /// <summary>Whether the packages that package-lock.json names could be had; not where Node or a registry is missing.</summary>
    public static Lazy<bool> IsInstalled { get; } = new(() => InstallAsync().GetAwaiter().GetResult());

    /// <summary>The names of the columns, then the rows.</summary>
    public static async Task<List<JsonElement[]>> ReadAsync(string path)
    {
        var (exitCode, output) = await RunAsync("node", "tables.mjs", path);
        Assert.True(exitCode == 0, output);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement[]>(line)!)];
    }

    private static async Task<bool> InstallAsync()
    {
        try
        {
            return (await RunAsync("npm", "ci", "--no-audit", "--no-fund", "--loglevel", "error")).ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        process.EndInTime();
        return (process.ExitCode, output);
    }
}

/// <summary>Skipped where Node is missing, or a registry to have its packages from.</summary>
public sealed class HyparquetFactAttribute : FactAttribute
{
    public HyparquetFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (!Hyparquet.IsInstalled.Value) Skip = "needs Node 20, and the packages that tests/Cli.Tests/Hyparquet/package-lock.json names";
    }
}
