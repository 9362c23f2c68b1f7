using Chaos.Actors.Cluster.Tests.Nodes;
using Chaos.Actors.Databases;

namespace Chaos.Actors.Cluster.Tests.Faults;

/// <summary>What two coordinators are good for, and what not.</summary>
public sealed class TwoCoordinatorsFaults(ITestOutputHelper output)
{
    [Fact]
    public async Task Should_go_on_when_both_are_there_again()
    {
        using var cluster = new Playground(PostgresServer.Shared.CreateDatabase(), Place.Loopback, Place.Loopback);
        var trial = new Trial(cluster, output);
        Node[] coordinators = [cluster.Coordinator(0), cluster.Coordinator(1)];
        // Only one, so that there is work left for the second fault.
        var trainer = cluster.Trainer("t1");
        foreach (var node in coordinators.Append(trainer)) await node.SaysAsync("This node is up");
        Assert.All(coordinators, node => Assert.Contains("2 coordinators go on as long as 2 of them reach each other", node.Log, StringComparison.Ordinal));
        await trial.SubmitAsync();

        await trial.ProgressAsync();
        var active = await trial.ActiveAsync(coordinators);
        var other = coordinators[1 - active];
        var before = Rejoined(other);
        trial.Fault("SIGKILL of the active one of two coordinators, until the other one waits for it");
        await coordinators[active].KillAsync();
        await Eventually.Async(() => Rejoined(other) > before, "the other one begins anew", cluster.Explain);
        coordinators[active] = cluster.Coordinator(active);

        active = await trial.ActiveAsync(coordinators);
        await other.UpAmongAsync(3);
        trial.Fault("SIGTERM of the active one of two coordinators, started again");
        Assert.Equal(0, await coordinators[active].TerminateAsync());
        coordinators[active] = cluster.Coordinator(active);

        await trial.SurviveAsync();
        Assert.False(trainer.HasEnded, trainer.ToString());

        static int Rejoined(Node node) => node.Count("joins again");
    }
}
