using System.Diagnostics;
using System.Runtime.CompilerServices;
using Chaos.Actors.Cli.Tests.Programs;

namespace Chaos.Actors.Cli.Tests;

public sealed class StorageTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Should_refuse_a_folder_that_cannot_be_written()
    {
        _place.WriteIris();

        var outcome = await ChaosProgram.RunAsync(_place.Folder, "run", "iris.yaml", "--out", "/proc/chaos");

        Assert.True(outcome.ExitCode == 2, outcome.ToString());
        Assert.Contains("/proc/chaos: cannot write there (nothing can be created there)", outcome.Messages);
        Assert.DoesNotContain("   at ", outcome.Messages);
    }

    [MountFact]
    public async Task Should_refuse_a_read_only_file_system()
    {
        _place.WriteIris();
        using var disk = Mount("ro");

        var outcome = await ChaosProgram.RunAsync(_place.Folder, "run", "iris.yaml", "--out", "disk/run");

        Assert.True(outcome.ExitCode == 2, outcome.ToString());
        Assert.Contains("disk/run: cannot write there", outcome.Messages);
    }

    // Another user's folder is the same to SQLite: no file can be made beside the database.
    [MountFact]
    public async Task Should_read_a_finished_campaign_where_nothing_can_be_written()
    {
        var run = await ChaosProgram.RunAsync(_place.Folder, "run", _place.WriteIris(), "--out", "made");
        Directory.CreateDirectory(_place.File("alone #1 100%?"));
        File.Copy(_place.File("made", "chaos.db"), _place.File("alone #1 100%?", "chaos.db"));
        Directory.CreateDirectory(_place.File("disk"));
        using var disk = MountedDisk.ReadOnlyView(_place.File("alone #1 100%?"), _place.File("disk"));

        var status = await ChaosProgram.RunAsync(_place.Folder, "status", "disk");
        var report = await ChaosProgram.RunAsync(_place.Folder, "report", "disk", "--out", "elsewhere");
        var export = await ChaosProgram.RunAsync(_place.Folder, "export", "disk", "--out", "exported");
        var verify = await ChaosProgram.RunAsync(_place.Folder, "verify", "disk", "--sample", "2");
        var within = await ChaosProgram.RunAsync(_place.Folder, "report", "disk");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.All([status, report, export, verify], outcome => Assert.True(outcome.ExitCode == 0, outcome.ToString()));
        Assert.Contains("iris: finished, 4 of 4 items done", status.Output);
        Assert.Equal(File.ReadAllBytes(_place.File("made", "items.csv")), File.ReadAllBytes(_place.File("elsewhere", "items.csv")));
        Assert.Equal(File.ReadAllBytes(_place.File("made", "items.csv")), File.ReadAllBytes(_place.File("exported", "items.csv")));
        Assert.True(within.ExitCode == 2, within.ToString());
        Assert.Contains("cannot be written", within.Messages);
        Assert.Contains("--out", within.Messages);
        Assert.DoesNotContain("defect", within.Messages);
        Assert.Single(Directory.GetFiles(_place.File("disk")));
    }

    [MountFact]
    public async Task Should_stop_at_a_full_disk_and_continue_when_there_is_room()
    {
        _place.WriteIris(seeds: 100, epochs: 2000);
        using var disk = Mount("size=3m");
        var full = await ChaosProgram.RunAsync(_place.Folder, "run", "iris.yaml", "--out", "disk/run");
        var status = await ChaosProgram.RunAsync(_place.Folder, "status", "disk/run");
        disk.Remount("size=200m");
        var resumed = await ChaosProgram.RunAsync(_place.Folder, "resume", "disk/run");

        Assert.True(full.ExitCode == 4, full.ToString());
        Assert.Contains("continue with:  chaos resume disk/run", full.Messages);
        Assert.Empty(full.Output);
        Assert.DoesNotContain("   at ", full.Messages);
        Assert.True(status.ExitCode == 0, status.ToString());
        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        Assert.Contains("resuming: ", resumed.Messages);
    }

    private MountedDisk Mount(string options)
    {
        Directory.CreateDirectory(_place.File("disk"));
        return new MountedDisk(_place.File("disk"), options);
    }

    /// <summary>A small file system in memory; needs the right to mount.</summary>
    private sealed class MountedDisk : IDisposable
    {
        private readonly string _path;

        public MountedDisk(string path, string options)
        {
            _path = path;
            Assert.Equal(0, MountFactAttribute.Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", path));
        }

        /// <summary>A folder shown at another place, where nothing can be written.</summary>
        public static MountedDisk ReadOnlyView(string folder, string path)
        {
            Assert.Equal(0, MountFactAttribute.Run("mount", "--bind", folder, path));
            Assert.Equal(0, MountFactAttribute.Run("mount", "-o", "remount,ro,bind", path));
            return new MountedDisk(path);
        }

        private MountedDisk(string path) => _path = path;

        public void Remount(string options) =>
            Assert.Equal(0, MountFactAttribute.Run("mount", "-o", "remount," + options, _path));

        public void Dispose() => MountFactAttribute.Run("umount", "-l", _path);
    }
}

/// <summary>A test that mounts a file system; skipped where that is not allowed.</summary>
public sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = Reason.Value;

    private static readonly Lazy<string?> Reason = new(() =>
    {
        if (!OperatingSystem.IsLinux()) return "needs Linux's tmpfs";
        var probe = Directory.CreateTempSubdirectory("chaos-mount-").FullName;
        var allowed = Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", probe) == 0;
        if (allowed) Run("umount", probe);
        Directory.Delete(probe);
        return allowed ? null : "needs the right to mount a file system";
    });

    internal static int Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            })!;
            process.EndInTime();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}
