using System.Runtime.InteropServices;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Cluster.Hosting;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Cli.Results;

/// <summary>Which program this is, how it was called, and where it runs: for the record.</summary>
internal static class ThisProgram
{
    /// <summary>Version, commit, runtime, system and the widest vectors it computes with, in one line.</summary>
    public static string Line => string.Join(" · ",
        $"chaos {ProgramVersion.Text}", RuntimeInformation.FrameworkDescription, RuntimeInformation.RuntimeIdentifier, $"{Simd.Best}");

    /// <summary>The command, as it can be typed again.</summary>
    public static string Command => string.Join(' ', Environment.GetCommandLineArgs().Skip(1).Select(Shown).Prepend(RunFolder.Program));

    /// <summary>Processor, cores and system.</summary>
    public static string Machine => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"{Processor()}, {Environment.ProcessorCount} {(Environment.ProcessorCount == 1 ? "core" : "cores")}, {RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.ProcessArchitecture}, {RuntimeInformation.FrameworkDescription}");

    /// <summary>An argument as it may be passed on with a report: a connection string, which may hold a password, is not.</summary>
    public static string Shown(string argument) =>
        argument.Contains('=', StringComparison.Ordinal) && !argument.StartsWith("--", StringComparison.Ordinal) && !Path.Exists(argument)
            ? "DATABASE"
            : Format.Argument(argument);

    private static string Processor()
    {
        const string unknown = "unknown processor";
        try
        {
            return File.ReadLines("/proc/cpuinfo").Select(line => line.Split(':', 2)).Where(pair => pair.Length == 2 && pair[0].Trim() == "model name")
                .Select(pair => pair[1].Trim()).FirstOrDefault(unknown);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return unknown;
        }
    }
}
