using System.Diagnostics;
using Chaos.Actors.Cluster.Tests.Nodes;
using Chaos.Actors.Databases;

namespace Chaos.Actors.Cluster.Tests.Faults;

/// <summary>What happens to the database under a cluster.</summary>
public sealed class StorageFaults(ITestOutputHelper output)
{
    [Fact]
    public async Task Should_go_on_by_itself_when_a_full_disk_has_room_again()
    {
        using var cluster = new Playground();
        using var disk = new SmallDisk(cluster.File("data"));
        var trial = new Trial(cluster, output);
        var coordinator = cluster.Coordinator();
        Node[] trainers = [cluster.Trainer("t1"), cluster.Trainer("t2")];
        foreach (var trainer in trainers) await trainer.SaysAsync("This node is up");
        await trial.SubmitAsync();

        for (var filled = 1; filled <= 2; filled++)
        {
            await trial.ProgressAsync();
            trial.Fault("full disk under SQLite");
            var before = coordinator.Count("the disk is full; make room");
            disk.Fill();
            await Eventually.Async(
                () => coordinator.Count("the disk is full; make room") > before, "the coordinator says so", cluster.Explain);
            disk.MakeRoom();
        }

        await trial.SurviveAsync();
        Assert.All([coordinator, .. trainers], node => Assert.False(node.HasEnded, node.ToString()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Should_go_on_when_PostgreSQL_is_stopped_and_started_again(int number)
    {
        using var server = new PostgresServer();
        using var cluster = new Playground(server.CreateDatabase(), [.. Enumerable.Repeat(Place.Loopback, number)]);
        var trial = new Trial(cluster, output);
        Node[] coordinators = [.. Enumerable.Range(0, number).Select(n => cluster.Coordinator(n))];
        Node[] trainers = [cluster.Trainer("t1"), cluster.Trainer("t2")];
        foreach (var node in coordinators.Concat(trainers)) await node.SaysAsync("This node is up");
        await trial.SubmitAsync();
        var coordinator = coordinators[await trial.ActiveAsync(coordinators)];

        foreach (var how in new[] { ShutdownMode.Fast, ShutdownMode.Immediate })
        {
            await trial.ProgressAsync();
            trial.Fault($"{how.ToString().ToLowerInvariant()} shutdown of PostgreSQL under {number} coordinators, for some retries");
            var before = coordinator.Count("stops for a while");
            server.Stop(how);
            await Eventually.Async(
                () => coordinator.Count("stops for a while") >= before + 3, "the coordinator tries three times", cluster.Explain);
            server.Start();
        }

        await trial.SurviveAsync();
        Assert.All([.. coordinators, .. trainers], node => Assert.False(node.HasEnded, node.ToString()));
    }

    /// <summary>A file system in memory with room for little.</summary>
    private sealed class SmallDisk : IDisposable
    {
        private readonly string _path;

        public SmallDisk(string path)
        {
            _path = Directory.CreateDirectory(path).FullName;
            Assert.True(
                Run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", _path) == 0,
                "This test fills a small file system (tmpfs), which it must be allowed to mount: run the tests as root.");
        }

        private string Ballast => Path.Combine(_path, "ballast");

        public void Fill()
        {
            using var file = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            var block = new byte[4096];
            try
            {
                while (true) file.Write(block);
            }
            catch (IOException)
            {
                // full
            }
        }

        public void MakeRoom() => File.Delete(Ballast);

        public void Dispose() => Run("umount", "-l", _path);

        private static int Run(string program, params string[] arguments)
        {
            using var process = Process.Start(program, arguments);
            process.EndInTime();
            return process.ExitCode;
        }
    }
}
