using Chaos.Actors.Cluster.Tests.Nodes;
using Chaos.Actors.Databases;

namespace Chaos.Actors.Cluster.Tests;

public sealed class StorageTests : IDisposable
{
    private readonly Playground _cluster = new();
    private readonly PostgresServer _server = new();

    public void Dispose()
    {
        _cluster.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task Should_wait_for_a_database_that_is_not_there_yet()
    {
        _cluster.Environment["Chaos__Storage__ConnectionString"] = _server.CreateDatabase();
        _server.Kill();

        var impatient = _cluster.Coordinator();
        await impatient.SaysAsync("Waiting for the database: PostgreSQL database ");
        Assert.Equal(0, await impatient.TerminateAsync());
        Assert.DoesNotContain("   at ", impatient.Log, StringComparison.Ordinal); // no stack trace

        var patient = _cluster.Coordinator();
        await patient.SaysAsync("Waiting for the database: ");
        _server.Start();
        await patient.SaysAsync("This node is up");
    }

    [Fact]
    public async Task Should_not_wait_for_a_database_that_somebody_has_to_mend()
    {
        _cluster.Environment["Chaos__Storage__ConnectionString"] = _server.CreateDatabase() + "x";

        var refused = _cluster.Coordinator();

        Assert.Equal(2, await refused.EndAsync());
        Assert.StartsWith("Chaos:Storage:ConnectionString", refused.Log, StringComparison.Ordinal);
        Assert.Contains("there is no such database; create it.", refused.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Log, StringComparison.Ordinal);
    }
}
