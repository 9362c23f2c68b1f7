using Akka.Actor;
using Akka.Cluster;
using Chaos.Actors.Cluster.Settings;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Chaos.Actors.Cluster.Membership;

/// <summary>
/// Follows the cluster from one of its nodes. When the only coordinator dies and comes back at once, it begins a new cluster
/// while the trainers stay in the old one for ever. And when the first seed of several coordinators is cut off and put out, it
/// begins a cluster of its own, in which it waits for others that are elsewhere. Hence a node may ask to be told that it has
/// been alone for some time: a trainer without any coordinator, a coordinator that is not taken up for want of others.
/// </summary>
internal sealed class MembershipWatch(
    NodeKind kind, Action<MemberState> changed, TimeSpan? orphanedAfter, Action orphaned, TimeProvider time)
    : UntypedActor, IWithTimers
{
    private readonly AkkaCluster _cluster = AkkaCluster.Get(Context.System);
    private long _seen = time.GetTimestamp();

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        _cluster.Subscribe(
            Self, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent));
        Timers.StartPeriodicTimer("look", new Look(), TimeSpan.FromSeconds(1));
    }

    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        changed(MemberState.Outside);
    }

    protected override void OnReceive(object message)
    {
        if (message is not (Look or ClusterEvent.IMemberEvent or ClusterEvent.IReachabilityEvent))
        {
            Unhandled(message);
            return;
        }
        // The cluster's own view rather than a copy kept up to date here.
        var view = _cluster.State;
        var status = view.Members.FirstOrDefault(member => member.UniqueAddress == _cluster.SelfUniqueAddress)?.Status;
        var coordinators = view.Members.Count(member =>
            member.HasRole(ClusterNames.CoordinatorRole)
            && member.Status is MemberStatus.Up or MemberStatus.Leaving
            && !view.Unreachable.Contains(member));
        changed(new MemberState(status, coordinators, view.Members.Count));
        var alone = kind == NodeKind.Coordinator
            ? status is MemberStatus.Joining or MemberStatus.WeaklyUp
            : status is not null && coordinators == 0;
        if (!alone) _seen = time.GetTimestamp();
        else if (orphanedAfter is { } patience && time.GetElapsedTime(_seen) >= patience) orphaned();
    }

    private sealed record Look;
}
