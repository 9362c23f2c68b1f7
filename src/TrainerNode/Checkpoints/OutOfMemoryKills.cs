using System.Globalization;

namespace Chaos.Actors.TrainerNode.Checkpoints;

/// <summary>
/// How many processes the kernel has killed for want of memory since the machine started: <c>oom_kill</c> in /proc/vmstat, which counts
/// those of every control group (container) too and can be read inside one. 0 for ever where there is none (not Linux).
/// </summary>
internal sealed class OutOfMemoryKills(TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private long? _read;
    private long _count;

    /// <summary>The count, at most a second old.</summary>
    public long Count
    {
        get
        {
            lock (_gate)
            {
                if (_read is not { } at || time.GetElapsedTime(at) > Fresh) (_read, _count) = (time.GetTimestamp(), Read());
                return _count;
            }
        }
    }

    private static long Read()
    {
        const string File = "/proc/vmstat", Name = "oom_kill ";
        try
        {
            var line = System.IO.File.Exists(File)
                ? System.IO.File.ReadLines(File).FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal))
                : null;
            return long.TryParse(line?[Name.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
