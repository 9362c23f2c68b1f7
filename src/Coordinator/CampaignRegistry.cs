using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Coordinator;

/// <summary>
/// The coordinator's campaigns: starts their actors, starts them again when their store was away (each time after a longer pause), and
/// sees to it that whoever asks a campaign something is answered. Part of <see cref="CoordinatorActor"/>, and used by it alone.
/// </summary>
/// <param name="context">The coordinator's.</param>
/// <param name="timers">The coordinator's.</param>
/// <param name="campaign">A campaign's actor, given who is excluded.</param>
/// <param name="reopenBroken">Whether a campaign is started again also when its store has failed for good.</param>
internal sealed class CampaignRegistry(
    IUntypedActorContext context,
    ITimerScheduler timers,
    Func<CampaignId, ImmutableHashSet<NodeId>, Props> campaign,
    bool reopenBroken)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    private readonly ILoggingAdapter _log = context.GetLogger();
    private readonly OrderedDictionary<CampaignId, RegisteredCampaign> _entries = [];
    private readonly UnansweredQuestions _questions = new();
    private int _incarnations;

    /// <summary>All campaigns, in order of submission.</summary>
    public IEnumerable<KeyValuePair<CampaignId, RegisteredCampaign>> All => _entries;

    /// <summary>The nodes that are excluded; campaigns that are started are told.</summary>
    public ImmutableHashSet<NodeId> Excluded { get; private set; } = [];

    // 0.5 s, 1 s, 2 s … : a server that only restarts is back within seconds.
    /// <summary>How long to wait after so many failures in a row.</summary>
    public static TimeSpan PauseAfter(int failures)
    {
        var pause = TimeSpan.FromSeconds(0.5 * Math.Pow(2, Math.Min(failures, 10)));
        return pause < LongestPause ? pause : LongestPause;
    }

    /// <summary>A campaign, or null.</summary>
    public RegisteredCampaign? Find(CampaignId id) => _entries.GetValueOrDefault(id);

    /// <summary>Starts a campaign, or starts it again.</summary>
    public void Start(CampaignId id)
    {
        if (!_entries.TryGetValue(id, out var entry)) _entries.Add(id, entry = new RegisteredCampaign());
        if (entry.Actor is not null) return;
        entry.Broken = null;
        entry.Outage = null;
        entry.IsRecovered = false;
        entry.Settled = null;
        entry.IsExclusionPending = !Excluded.IsEmpty;
        entry.Actor = context.ActorOf(campaign(id, Excluded), $"{Uri.EscapeDataString(id.Value)}-{++_incarnations}");
        context.Watch(entry.Actor);
    }

    /// <summary>These nodes, and no others, are excluded from now on.</summary>
    public void Exclude(ImmutableHashSet<NodeId> nodes)
    {
        var more = !nodes.IsSubsetOf(Excluded);
        Excluded = nodes;
        foreach (var entry in _entries.Values)
        {
            entry.IsExclusionPending |= more;
            entry.Actor?.Tell(new CampaignInternals.ExclusionChanged(nodes));
        }
    }

    /// <summary>A client asks a campaign something.</summary>
    public void Ask(ICampaignMessage question, IActorRef client)
    {
        if (question is CampaignCommands.Submit) Start(question.Campaign);
        if (Find(question.Campaign) is not { } entry)
        {
            Refuse(client, question.Campaign, RefusalKind.UnknownCampaign, $"There is no campaign \"{question.Campaign}\".");
        }
        else if (question is CampaignCommands.Subscribe)
        {
            Subscribe(question.Campaign, entry, client);
        }
        else if (entry.Trouble is { } reason)
        {
            Refuse(client, question.Campaign, RefusalKind.StorageFailed, reason);
        }
        else
        {
            entry.Actor!.Tell(new CampaignInternals.Question(_questions.Add(question.Campaign, client), question), client);
        }
    }

    /// <summary>A client wants a campaign removed: its actor stops, and <see cref="Stopped"/> says when nothing of it is at work any more.</summary>
    public void Delete(CampaignId id, IActorRef client)
    {
        if (Find(id) is not { } entry)
        {
            Refuse(client, id, RefusalKind.UnknownCampaign, $"There is no campaign \"{id}\".");
        }
        else if (entry.Trouble is { } reason)
        {
            Refuse(client, id, RefusalKind.StorageFailed, reason);
        }
        else if (entry.IsRecovered && entry.Settled is null)
        {
            Refuse(client, id, RefusalKind.WrongPhase, $"Campaign \"{id}\" is not over and cannot be deleted; cancel it first.");
        }
        else if (!entry.IsRecovered || entry.IsExclusionPending || _questions.Any(id))
        {
            Refuse(client, id, RefusalKind.WrongPhase, $"Campaign \"{id}\" has something to write at the moment; delete it in a moment.");
        }
        else
        {
            entry.Deletion = client;
            entry.Broken = $"Campaign \"{id}\" is being deleted.";
            context.Stop(entry.Actor!);
        }
    }

    /// <summary>Nothing is left of a campaign.</summary>
    public void Remove(CampaignId id)
    {
        timers.Cancel(id);
        _entries.Remove(id);
    }

    /// <summary>A campaign could not be removed: it is there again.</summary>
    public void Keep(CampaignId id)
    {
        _entries[id].Deletion = null;
        Start(id);
    }

    /// <summary>A campaign has answered.</summary>
    public void Update(CampaignInternals.Answered answered) => _questions.Remove(answered.Number);

    /// <summary>A campaign says where it stands.</summary>
    public void Update(CampaignInternals.StatusChanged status)
    {
        var entry = _entries[status.Campaign];
        entry.IsRecovered = true;
        entry.Interruptions = 0;
        (entry.Priority, entry.Settled) = (status.Priority, status.Settled);
        if (status.Settled is null) return;
        foreach (var subscriber in entry.Subscribers) subscriber.Tell(new CampaignNotices.CampaignSettled(status.Settled));
    }

    /// <summary>A campaign says that it holds nothing any more of what these nodes computed.</summary>
    public void Update(CampaignInternals.ExclusionApplied applied)
    {
        // Else others have been excluded meanwhile, and it will say so of them too.
        if (applied.Nodes.SetEquals(Excluded)) _entries[applied.Campaign].IsExclusionPending = false;
    }

    /// <summary>A campaign stops for a while.</summary>
    public void Interrupt(CampaignInternals.Interrupted interrupted) => _entries[interrupted.Campaign].Outage =
        $"{interrupted.Reason} The campaign goes on by itself when that is over; nothing is lost.";

    /// <summary>A campaign stops.</summary>
    public void Break(CampaignId id, string reason)
    {
        var entry = _entries[id];
        if (entry.Broken is not null) return; // told already
        entry.Broken = reason;
        foreach (var subscriber in entry.Subscribers) subscriber.Tell(new CampaignNotices.StorageFailed(id, reason));
    }

    /// <summary>The campaign whose actor this is, or null.</summary>
    public CampaignId? Of(IActorRef actor) =>
        _entries.FirstOrDefault(entry => actor.Equals(entry.Value.Actor)) is { Value: not null } found ? found.Key : null;

    /// <summary>A campaign's actor, or a subscriber, is gone.</summary>
    public void Forget(IActorRef actor)
    {
        foreach (var entry in _entries.Values) entry.Subscribers.Remove(actor);
        if (Of(actor) is not { } id) return;
        var stopped = _entries[id];
        stopped.Actor = null;
        if (stopped.Deletion is { } owner)
        {
            context.Self.Tell(new Stopped(id), owner);
            return;
        }
        if (stopped.Outage is null || stopped.Broken is not null)
        {
            Break(id, "The campaign has stopped unexpectedly; the coordinator's log says why.");
            _log.Warning("Campaign {0} has stopped: {1}", id, stopped.Broken);
        }
        foreach (var client in _questions.Take(id)) Refuse(client, id, RefusalKind.StorageFailed, stopped.Trouble!);
        if (stopped.Broken is null || reopenBroken)
            timers.StartSingleTimer(id, new StartAgain(id), PauseAfter(stopped.Interruptions++));
    }

    private void Subscribe(CampaignId id, RegisteredCampaign entry, IActorRef subscriber)
    {
        entry.Subscribers.Add(subscriber);
        context.Watch(subscriber);
        if (entry.Broken is not null) subscriber.Tell(new CampaignNotices.StorageFailed(id, entry.Broken));
        else if (entry.Settled is not null) subscriber.Tell(new CampaignNotices.CampaignSettled(entry.Settled));
    }

    private void Refuse(IActorRef client, CampaignId id, RefusalKind kind, string reason) =>
        client.Tell(new CampaignReplies.Refused(id, kind, reason), context.Self);

    /// <summary>A campaign that is to be removed has stopped; the sender is who asked for it.</summary>
    public sealed record Stopped(CampaignId Campaign);

    /// <summary>A campaign's pause is over.</summary>
    public sealed record StartAgain(CampaignId Campaign);
}
