using Chaos.Actors.Cluster.Tests.Nodes;
using Chaos.Actors.Databases;
using Npgsql;

namespace Chaos.Actors.Cluster.Tests.Faults;

/// <summary>What happens to the active one of three coordinators.</summary>
public sealed class FailoverFaults : IDisposable
{
    private readonly string _database = PostgresServer.Shared.CreateDatabase();
    private readonly Playground _cluster;
    private readonly Trial _trial;
    private readonly Node[] _coordinators = new Node[3];
    private readonly Node[] _trainers = new Node[2];

    public FailoverFaults(ITestOutputHelper output)
    {
        _cluster = new Playground(_database, Place.Loopback, Place.Loopback, Place.Loopback);
        _trial = new Trial(_cluster, output);
    }

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task Should_go_on_with_another_when_the_active_coordinator_is_killed()
    {
        await StartAsync();

        await _trial.ProgressAsync();
        var first = await _trial.ActiveAsync(_coordinators);
        _trial.Fault("SIGKILL of the active one of three coordinators");
        await _coordinators[first].KillAsync();
        var second = Array.IndexOf(_coordinators, await AnotherAsync(first));
        await _trial.ProgressAsync();
        _trial.Fault("SIGKILL of the active one of the two that are left");
        await _coordinators[second].KillAsync();
        foreach (var number in new[] { first, second }) _coordinators[number] = _cluster.Coordinator(number);

        await _trial.SurviveAsync();
        Assert.All(_trainers, trainer => Assert.False(trainer.HasEnded, trainer.ToString()));
    }

    /// <summary>
    /// The active one falls asleep in the middle of a transaction, is replaced, and wakes up: it believes itself active still and
    /// has a transaction to end, and results and decisions to write.
    /// </summary>
    [Fact]
    public async Task Should_not_be_harmed_by_a_coordinator_that_wakes_up_and_believes_itself_active()
    {
        await StartAsync();
        await _trial.ProgressAsync();
        var active = await _trial.ActiveAsync(_coordinators);
        var asleep = _coordinators[active];

        await PauseInMidTransactionAsync(asleep);
        _trial.Fault("SIGSTOP of the active one of three coordinators in mid-transaction until another is active");
        await AnotherAsync(active);
        await _trial.ProgressAsync();
        asleep.Signal("CONT");
        await asleep.SaysAsync("Joining the cluster.");
        await asleep.UpAmongAsync(5);

        await _trial.SurviveAsync();
        Assert.NotEqual(active, await _trial.ActiveAsync(_coordinators));
    }

    private async Task StartAsync()
    {
        for (var number = 0; number < _coordinators.Length; number++) _coordinators[number] = _cluster.Coordinator(number);
        for (var number = 0; number < _trainers.Length; number++) _trainers[number] = _cluster.Trainer($"t{number}");
        foreach (var node in _coordinators.Concat(_trainers)) await node.SaysAsync("This node is up");
        await _trial.SubmitAsync();
    }

    // The test holds the row that a group of results ends with until a group waits for it, with all of its results written and
    // not committed; then the row is free, and its owner asleep.
    private async Task PauseInMidTransactionAsync(Node coordinator)
    {
        await using var connection = new NpgsqlConnection(_database + ";Pooling=false");
        await connection.OpenAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await ScalarAsync(connection, "SELECT count(*) FROM (SELECT FROM last_groups FOR UPDATE) held");
            await Eventually.Async(
                async () => await ScalarAsync(connection, "SELECT count(*) FROM pg_locks WHERE NOT granted") > 0,
                "a group waits", _cluster.Explain, TimeSpan.FromMilliseconds(20));
            await coordinator.PauseAsync();
        }
        await Eventually.Async(
            async () => await ScalarAsync(
                connection,
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction' AND datname = current_database()") > 0,
            "the coordinator's transaction is open", _cluster.Explain);
    }

    private static async Task<long> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    // The one that is dead or asleep is not asked.
    private async Task<Node> AnotherAsync(int than)
    {
        Node[] others = [.. _coordinators.Where((_, number) => number != than)];
        return others[await _trial.ActiveAsync(others)];
    }
}
