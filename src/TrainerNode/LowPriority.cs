using System.Runtime.InteropServices;

namespace Chaos.Actors.TrainerNode;

/// <summary>
/// Lets heartbeats and the command line go before computation. On Linux thread priorities of .NET do nothing, but the nice
/// value is each thread's own; elsewhere setpriority would slow the whole process, and the system's scheduler is left alone.
/// </summary>
internal static class LowPriority
{
    /// <summary>The nice level at which a thread gets what nobody else wants.</summary>
    public const int Lowest = 19;

    private const int PrioProcess = 0; // with id 0 on Linux: the calling thread

    public static void ForThisThread(int nice)
    {
        // Being refused costs politeness, nothing else: the result is of no interest.
        if (OperatingSystem.IsLinux()) _ = SetPriority(PrioProcess, 0, nice);
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, uint who, int priority);
}
