using Akka.Actor;
using Akka.Cluster;
using Chaos.Actors.Cluster.Settings;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Chaos.Actors.Cluster.Membership;

/// <summary>
/// Follows the cluster from one of its nodes, and tells when the node had better leave and join again: a trainer that sees no
/// coordinator, not even one that is still joining, because an only one that dies and comes back at once begins a new cluster while the trainers stay in the old one for
/// ever; a coordinator that is not taken up for want of others, because a first seed that was cut off and put out begins a cluster
/// of its own; and a coordinator in a cluster where none is active, because Akka's singleton may take a member that is gone for the
/// oldest (https://github.com/akkadotnet/akka.net/issues/8585: coordinators that start together are now and then taken up twice, in two orders).
/// </summary>
/// <param name="kind">What the node is.</param>
/// <param name="changed">Told where the node stands.</param>
/// <param name="patience">How long such a state may last; null for a node that waits for nobody.</param>
/// <param name="orphaned">Told what has lasted too long.</param>
/// <param name="time">The clock.</param>
internal sealed class MembershipWatch(
    NodeKind kind, Action<MemberState> changed, TimeSpan? patience, Action<string> orphaned, TimeProvider time)
    : UntypedActor, IWithTimers
{
    private readonly AkkaCluster _cluster = AkkaCluster.Get(Context.System);
    private long _well = time.GetTimestamp();

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
        switch (message)
        {
            case ActorIdentity { Subject: not null }:
                _well = time.GetTimestamp();
                break;
            case ActorIdentity:
                break; // not on that node
            case Look or ClusterEvent.IMemberEvent or ClusterEvent.IReachabilityEvent:
                LookAround(ask: message is Look);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void LookAround(bool ask)
    {
        // The cluster's own view rather than a copy kept up to date here.
        var view = _cluster.State;
        var status = view.Members.FirstOrDefault(member => member.UniqueAddress == _cluster.SelfUniqueAddress)?.Status;
        var coordinators = view.Members.Where(member => member.HasRole(ClusterNames.CoordinatorRole)).ToList();
        var reachable = coordinators.Count(member =>
            member.Status is MemberStatus.Up or MemberStatus.Leaving && !view.Unreachable.Contains(member));
        changed(new MemberState(status, reachable, view.Members.Count));

        // One that still waits for others to join either is taken up, or leaves by itself before long.
        var seen = reachable > 0 || coordinators.Any(member =>
            member.Status is MemberStatus.Joining or MemberStatus.WeaklyUp && !view.Unreachable.Contains(member));

        // While a coordinator comes, goes or is out of reach, who is active is being settled.
        var settled = coordinators.All(member => member.Status == MemberStatus.Up && !view.Unreachable.Contains(member));
        var trouble = kind switch
        {
            NodeKind.Coordinator when status is MemberStatus.Joining or MemberStatus.WeaklyUp => "Too few other coordinators were seen",
            NodeKind.Coordinator when status == MemberStatus.Up && settled => "No coordinator was active",
            NodeKind.Trainer when status is not null && !seen => "No coordinator was seen",
            _ => null,
        };
        if (trouble is null) _well = time.GetTimestamp();
        else if (patience is { } limit && time.GetElapsedTime(_well) >= limit) orphaned(trouble);
        else if (ask && patience is not null && kind == NodeKind.Coordinator) AskForTheActiveOne(coordinators);
    }

    private void AskForTheActiveOne(IEnumerable<Member> coordinators)
    {
        foreach (var member in coordinators)
        {
            Context.ActorSelection(
                    new RootActorPath(member.Address) / "user" / ClusterNames.Coordinator / ClusterNames.Coordinator)
                .Tell(new Identify(null), Self);
        }
    }

    private sealed record Look;
}
