using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Hosting;
using Akka.Hosting;
using Chaos.Actors.Cluster.Hosting;
using Chaos.Actors.Cluster.Membership;
using Chaos.Actors.Cluster.Settings;
using Chaos.Actors.Cluster.Tests.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Chaos.Actors.Cluster.Tests.Membership;

/// <summary>A coordinator that is up, in a real cluster of one.</summary>
public sealed class MembershipWatchSpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    /// <summary>https://github.com/akkadotnet/akka.net/issues/8585: none of the members need believe itself the oldest.</summary>
    [Fact]
    public async Task Should_begin_anew_when_no_coordinator_is_active()
    {
        using var host = ActorHost.Build(ClusterNames.System, NullLoggerFactory.Instance, akka => akka.AddChaosCluster(Settings()));
        await host.StartAsync();
        var clock = new Clock();
        var (state, trouble) = Watch(host.Services.GetRequiredService<ActorSystem>(), clock);

        await Eventually.Async(() => state().IsReady, "the node is up", () => state().ToString());
        Assert.Null(trouble());
        clock.Advance(Patience);
        await Eventually.Async(() => trouble() is not null, "the watch complains", () => state().ToString());

        Assert.Equal("No coordinator was active", trouble());
    }

    [Fact]
    public async Task Should_stay_while_one_is_active()
    {
        using var host = ActorHost.Build(ClusterNames.System, NullLoggerFactory.Instance, akka => akka
            .AddChaosCluster(Settings())
            .WithSingleton<Active>(ClusterNames.Coordinator, Props.Create(() => new Active()), new() { Role = ClusterNames.CoordinatorRole }));
        await host.StartAsync();
        var clock = new Clock();
        var (state, trouble) = Watch(host.Services.GetRequiredService<ActorSystem>(), clock);
        await Eventually.Async(() => state().IsReady, "the node is up", () => state().ToString());

        // The clock is read at every sign of life, so that it shows one.
        for (var half = 0; half < 4; half++)
        {
            var signs = clock.Readings;
            clock.Advance(Patience / 2);
            await Eventually.Async(() => clock.Readings >= signs + 3, "two looks and an answer", () => state().ToString());
        }

        Assert.Null(trouble());
    }

    /// <summary>It would find the same coordinators where it joined again, still joining.</summary>
    [Fact]
    public async Task Should_keep_a_trainer_where_coordinators_still_wait_for_others()
    {
        using var host = ActorHost.Build(
            ClusterNames.System, NullLoggerFactory.Instance, akka => akka.AddChaosCluster(Settings(coordinators: 3)));
        await host.StartAsync();
        var clock = new Clock();
        var (state, trouble) = Watch(host.Services.GetRequiredService<ActorSystem>(), clock, NodeKind.Trainer);
        await Eventually.Async(() => state().Self == MemberStatus.Joining, "the coordinator joins", () => state().ToString());

        var looks = clock.Readings;
        clock.Advance(Patience * 2);
        await Eventually.Async(() => clock.Readings >= looks + 2, "two looks", () => state().ToString());

        Assert.Equal(0, state().Coordinators);
        Assert.Null(trouble());
    }

    private static (Func<MemberState> State, Func<string?> Trouble) Watch(
        ActorSystem system, TimeProvider time, NodeKind kind = NodeKind.Coordinator)
    {
        var (state, trouble) = (MemberState.Outside, (string?)null);
        system.ActorOf(Props.Create(() => new MembershipWatch(
            kind, now => Volatile.Write(ref state, now), Patience, reason => Volatile.Write(ref trouble, reason), time)));
        return (() => Volatile.Read(ref state), () => Volatile.Read(ref trouble));
    }

    private static NodeSettings Settings(int coordinators = 1) => NodeSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Chaos:Cluster:Port"] = $"{Playground.FreePort()}",
            ["Chaos:Cluster:Coordinators"] = $"{coordinators}",
            ["Chaos:Storage:ConnectionString"] = "Host=nowhere", // more than one coordinator must have one
        }).Build(),
        NodeKind.Coordinator);

    /// <summary>A clock that stands still and counts how often it is read.</summary>
    private sealed class Clock : TimeProvider
    {
        private long _now;
        private int _readings;

        public int Readings => Volatile.Read(ref _readings);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp()
        {
            Interlocked.Increment(ref _readings);
            return Interlocked.Read(ref _now);
        }

        public void Advance(TimeSpan time) => Interlocked.Add(ref _now, time.Ticks);
    }

    private sealed class Active : UntypedActor
    {
        protected override void OnReceive(object message) => Unhandled(message);
    }
}
