using System.Diagnostics;
using Chaos.Actors.Cluster.Tests.Networks;
using Chaos.Actors.Cluster.Tests.Nodes;
using Chaos.Actors.Coordinator.Storage;
using Chaos.Actors.Databases;

namespace Chaos.Actors.Cluster.Tests.Faults;

/// <summary>
/// What a coordinator leaves behind in PostgreSQL when it is cut off after the server has begun to read a statement: a session that is
/// not idle in its transaction, whose locks would keep the successor from writing for as long as the server believes in it.
/// </summary>
public sealed class CutOffInMidStatementTests
{
    [Fact]
    public async Task Should_leave_no_lock_behind()
    {
        using var network = new NamespaceNetwork();
        var (database, cutOff, successor) = (network.AddHost("database"), network.AddHost("c0"), network.AddHost("c1"));
        using var server = new PostgresServer(database.Namespace, $"{database.Address}");
        string[] sql = ["psql", "-qAt", "-v", "ON_ERROR_STOP=1", $"postgresql://chaos@{database.Address}/postgres"];
        Run(successor, [.. sql, "-c", "CREATE TABLE held (n int)"]);

        var start = cutOff.Command(sql);
        start.RedirectStandardInput = true;
        using var session = Process.Start(start)!;
        // COPY waits for rows that never come.
        await session.StandardInput.WriteLineAsync(
            $"{Database.Server($"Host={database.Address}").OnOpen}; BEGIN; LOCK TABLE held; COPY held FROM STDIN;");
        await session.StandardInput.FlushAsync();
        await Eventually.Async(
            () => Run(successor, [.. sql, "-c", "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'ClientRead' AND state = 'active'"]) == "1",
            "the session is in mid-statement", () => $"ended: {session.HasExited}");
        network.Part(cutOff);

        // Without a limit of its own the server would ask after two hours.
        Run(successor, [.. sql, "-c", "SET statement_timeout = '90s'", "-c", "BEGIN; LOCK TABLE held; COMMIT"]);
        session.Kill();
    }

    private static string Run(NamespaceHost host, string[] command)
    {
        var start = host.Command(command);
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        var said = process.OutputInTime();
        Assert.Equal(0, process.ExitCode);
        return said.Trim();
    }
}
