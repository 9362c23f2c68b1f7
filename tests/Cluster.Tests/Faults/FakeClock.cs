using System.Globalization;
using Chaos.Actors.Cluster.Tests.Nodes;

namespace Chaos.Actors.Cluster.Tests.Faults;

/// <summary>
/// The wall clock of a process that may jump while it runs (libfaketime). The clock that only counts is left alone, as when
/// somebody sets a machine's time.
/// </summary>
internal sealed class FakeClock
{
    private static readonly Lazy<string> Library = new(() =>
        Directory.GetDirectories("/usr/lib", "*-linux-gnu")
            .Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1"))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException(
            "This test lets clocks jump, for which libfaketime must be installed (Debian: apt-get install faketime); ./test does so "
            + "where it may."));

    private readonly string _file;

    /// <summary>A clock that goes right.</summary>
    /// <param name="file">Where it is told how wrong it is.</param>
    public FakeClock(string file)
    {
        _file = file;
        Jump(TimeSpan.Zero);
    }

    /// <summary>The same place with this clock.</summary>
    public Place At(Place place) => new(place.Host, [
        .. place.Prefix, "env", $"LD_PRELOAD={Library.Value}", $"FAKETIME_TIMESTAMP_FILE={_file}", "FAKETIME_NO_CACHE=1",
        "FAKETIME_DONT_FAKE_MONOTONIC=1", "FAKETIME_FORCE_MONOTONIC_FIX=0"]);

    /// <summary>Sets it to so much off the right time.</summary>
    public void Jump(TimeSpan off)
    {
        // In one go: a process may look at any moment.
        File.WriteAllText(_file + ".new", off.TotalSeconds.ToString("+0;-0", CultureInfo.InvariantCulture) + "\n");
        File.Move(_file + ".new", _file, overwrite: true);
    }
}
