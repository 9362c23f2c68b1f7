using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Akka.Hosting;
using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Coordinator.Dispatch;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Coordinator.Storage;
using Chaos.Actors.Coordinator.Telemetry;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Nodes;
using Chaos.Actors.Messages.Trainers;
using static Chaos.Actors.Coordinator.Campaigns.CampaignInternals;

namespace Chaos.Actors.Coordinator;

/// <summary>
/// Owns the campaigns and is their address: it forwards what concerns one of them and offers every pull to one after the
/// other, by priority and then evenly, until the trainer is full. Which campaigns there are is what the results database says.
/// </summary>
public sealed class CoordinatorActor(ResultsStore store, CoordinatorSettings settings) : UntypedActor, IWithTimers, IWithUnboundedStash
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(15);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly long _started = settings.Time.GetTimestamp();
    private readonly OrderedDictionary<CampaignId, CampaignEntry> _campaigns = [];
    private readonly CoordinatorTelemetry _telemetry = new(settings);
    private readonly Rounds _rounds = new();
    private readonly TrainerRoll _roll = new();
    private readonly ExcludedNodes _exclusions = new(settings.Database);
    private ImmutableHashSet<NodeId> _excluded = [];
    private bool _excluding;
    private int _incarnations;
    private int _loadings;

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    public IStash Stash { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        _telemetry.Dispose();
    }

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("look", new Look(), TimeSpan.FromSeconds(5));
        Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));
        BecomeStacked(Loading);
        Load();
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(error =>
    {
        // A decision that throws would throw again after a restart: stop, visibly.
        foreach (var (campaign, entry) in _campaigns)
        {
            if (Equals(entry.Actor, Sender)) Break(campaign, entry, store.Explain(error));
        }
        return Directive.Stop;
    });

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case CoordinatorCommands.Pull pull:
                if (!_excluded.Contains(pull.Node)) _telemetry.Note(pull);
                Offer(pull);
                break;
            case Look:
                LogSilent();
                break;
            case Unfilled unfilled:
                if (_rounds.GoesOn(unfilled)) OfferNext(unfilled.Pull);
                break;
            case CampaignCommands.Submit submit:
                Submit(submit);
                break;
            case CampaignCommands.Subscribe subscribe when _campaigns.TryGetValue(subscribe.Campaign, out var entry):
                Subscribe(subscribe.Campaign, entry);
                break;
            case CampaignQueries.ListCampaigns:
                Sender.Tell(new CampaignQueries.CampaignList([.. _campaigns.Keys])
                {
                    Excluded = [.. _excluded.OrderBy(node => node.Value, StringComparer.Ordinal)],
                });
                break;
            case NodeCommands.Exclude or NodeCommands.Include when _excluding:
                Stash.Stash(); // one after the other, so that the table ends as this actor believes
                break;
            case NodeCommands.Exclude(var node):
                Exclude(node, excluded: true);
                break;
            case NodeCommands.Include(var node):
                Include(node);
                break;
            case Excluded(var node, var excluded):
                Trust(excluded ? _excluded.Add(node) : _excluded.Remove(node));
                Sender.Tell(new NodeReplies.Accepted(node, _rounds.Shares.Knows(node)));
                EndExcluding();
                break;
            case NotExcluded(var node, var error):
                Sender.Tell(new NodeReplies.Refused(node, RefusalKind.StorageFailed, store.Explain(error)));
                EndExcluding();
                break;
            case CampaignInternals.Discarded discarded when discarded.Nodes.SetEquals(_excluded):
                _campaigns[discarded.Campaign].Distrusts = false;
                break;
            case CampaignInternals.Discarded:
                break; // others are to follow
            case Standing standing:
                Note(standing);
                break;
            case Interrupted interrupted:
                Interrupt(_campaigns[interrupted.Campaign], interrupted);
                break;
            case StartAgain(var campaign):
                if (_campaigns[campaign].Actor is null) Start(campaign);
                break;
            case Broken broken:
                Break(broken.Campaign, _campaigns[broken.Campaign], broken.Reason);
                break;
            case Terminated terminated:
                Forget(terminated.ActorRef);
                break;
            case DeadLetter letter:
                Refuse(letter);
                break;
            case ICampaignMessage about:
                Route(about);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    // Until it is known which campaigns there are, trainers are not answered (they ask again), and clients wait.
    private void Loading(object message)
    {
        switch (message)
        {
            case Loaded loaded:
                _excluded = [.. loaded.Excluded];
                foreach (var campaign in loaded.Campaigns) Start(campaign);
                UnbecomeStacked();
                Stash.UnstashAll();
                break;
            case NotLoaded(var error) when store.MayPass(error):
                _log.Warning(error, "The campaigns cannot be read yet: {0}", store.Explain(error));
                Timers.StartSingleTimer("load", new LoadAgain(), Delay(_loadings++));
                break;
            case NotLoaded(var error):
                throw new StorageException(store.Explain(error), error);
            case LoadAgain:
                Load();
                break;
            case Look or DeadLetter:
                break;
            default:
                if (message is not CoordinatorCommands.Pull && !FromTrainer(message)) Stash.Stash();
                break;
        }
    }

    private void Load() => Task.Run(() => new Loaded([.. store.Campaigns().Select(campaign => campaign.Id)], _exclusions.Read()))
        .PipeTo(Self, success: loaded => loaded, failure: error => new NotLoaded(error));

    // 0.5 s, 1 s, 2 s … : a server that only restarts is back within seconds.
    private static TimeSpan Delay(int failures)
    {
        var delay = TimeSpan.FromSeconds(0.5 * Math.Pow(2, Math.Min(failures, 10)));
        return delay < LongestDelay ? delay : LongestDelay;
    }

    private static bool FromTrainer(object message) =>
        message is CoordinatorCommands.ResultReady or CoordinatorCommands.ItemFailed or CoordinatorCommands.GiveBack;

    private void Offer(CoordinatorCommands.Pull pull)
    {
        LogNews(pull);
        var first = _rounds.Begin(
            pull,
            [.. _campaigns.Where(campaign => campaign.Value.MayAssign).Select(c => (c.Key, c.Value.Priority))],
            settings.Time.GetElapsedTime(_started));
        foreach (var campaign in pull.Held.Select(held => held.Campaign).Distinct().ToList())
        {
            if (!_campaigns.TryGetValue(campaign, out var entry))
            {
                Sender.Tell(new TrainerCommands.Abandon(
                    campaign, [.. pull.Held.Where(held => held.Campaign == campaign).Select(held => held.Attempt)]));
            }
            else if (campaign != first)
            {
                entry.Actor?.Forward(new Offer(pull, 0, MayAssign: false, MayCopy: false));
            }
        }
        OfferNext(pull);
    }

    private void LogNews(CoordinatorCommands.Pull pull)
    {
        var address = Sender.Path.Address.ToString();
        switch (_roll.Note(pull, address, settings.Time.GetElapsedTime(_started), out var before))
        {
            case TrainerRoll.News.Came:
                CoordinatorLog.Came(settings.Log, pull.Node, address, pull.Slots);
                break;
            case TrainerRoll.News.Twins:
                CoordinatorLog.Twins(settings.Log, pull.Node, address, before);
                break;
        }
    }

    private void LogSilent()
    {
        foreach (var (node, announced) in _roll.TakeSilent(settings.Time.GetElapsedTime(_started)))
        {
            if (announced) CoordinatorLog.Gone(settings.Log, node);
            else CoordinatorLog.Silent(settings.Log, node);
        }
    }

    private void OfferNext(CoordinatorCommands.Pull pull)
    {
        // Settled or broken ones drop out in the middle of a round.
        if (_rounds.Next(pull, campaign => _campaigns[campaign].MayAssign) is var (campaign, offer))
            _campaigns[campaign].Actor!.Forward(offer);
        else if (_rounds.IsEmpty(pull)) Sender.Tell(TrainerCommands.Assign.Nothing);
    }

    private void Include(NodeId node)
    {
        // What was found to be this node's is removed by its name, and must not be mistaken for what it computes from now on.
        if (_campaigns.FirstOrDefault(campaign => campaign.Value.Distrusts) is { Value: { } entry } busy)
        {
            Sender.Tell(new NodeReplies.Refused(
                node,
                RefusalKind.WrongPhase,
                $"Campaign \"{busy.Key}\" has not yet discarded what excluded nodes computed"
                + ((entry.Broken ?? entry.Outage) is { } reason ? $": {reason}" : "; try again in a moment.")));
            return;
        }
        Exclude(node, excluded: false);
    }

    private void Exclude(NodeId node, bool excluded)
    {
        _excluding = true;
        Task.Run(() => _exclusions.Write(node, excluded)).PipeTo(
            Self, Sender, () => new Excluded(node, excluded), error => new NotExcluded(node, error));
    }

    private void EndExcluding()
    {
        _excluding = false;
        Stash.UnstashAll();
    }

    private void Trust(ImmutableHashSet<NodeId> excluded)
    {
        var distrust = !excluded.IsSubsetOf(_excluded);
        _excluded = excluded;
        foreach (var entry in _campaigns.Values)
        {
            entry.Distrusts |= distrust;
            entry.Actor?.Tell(new CampaignInternals.Excluded(excluded));
        }
    }

    private void Submit(CampaignCommands.Submit submit)
    {
        if (!_campaigns.TryGetValue(submit.Campaign, out var entry) || entry.Actor is null) Start(submit.Campaign);
        Route(submit);
    }

    private void Subscribe(CampaignId campaign, CampaignEntry entry)
    {
        entry.Subscribers.Add(Sender);
        Context.Watch(Sender);
        if (entry.Broken is not null) Sender.Tell(new CampaignNotices.StorageFailed(campaign, entry.Broken));
        else if (entry.Settled is not null) Sender.Tell(new CampaignNotices.CampaignSettled(entry.Settled));
    }

    private void Route(ICampaignMessage message)
    {
        var client = !FromTrainer(message);
        if (!_campaigns.TryGetValue(message.Campaign, out var entry))
        {
            if (client)
            {
                Sender.Tell(new CampaignReplies.Refused(
                    message.Campaign,
                    RefusalKind.UnknownCampaign,
                    $"There is no campaign \"{message.Campaign}\"."));
            }
            return; // A trainer's pull is told to abandon items of a campaign nobody knows.
        }
        if (message is CoordinatorCommands.ResultReady { Duration: var duration }) _rounds.Shares.Note(message.Campaign, duration);
        else if (message is CoordinatorCommands.ItemFailed) _rounds.Shares.NoteFailure(message.Campaign);
        if ((entry.Broken ?? entry.Outage) is not { } reason)
        {
            if (client && !entry.Open) entry.Waiting.Add(Sender);
            entry.Actor!.Forward(message);
        }
        else if (client)
        {
            Sender.Tell(new CampaignReplies.Refused(message.Campaign, RefusalKind.StorageFailed, reason));
        }
    }

    // A campaign that stopped has left unread what was in its mailbox: who asked need not wait in vain.
    private void Refuse(DeadLetter letter)
    {
        if (letter.Message is not ICampaignMessage message || FromTrainer(message)) return;
        if (!letter.Recipient.Path.Parent.Equals(Self.Path) || !_campaigns.TryGetValue(message.Campaign, out var entry)) return;
        letter.Sender.Tell(new CampaignReplies.Refused(
            message.Campaign,
            RefusalKind.StorageFailed,
            entry.Broken ?? entry.Outage ?? $"Campaign \"{message.Campaign}\" has just been started again; try again in a moment."));
    }

    private void Start(CampaignId campaign)
    {
        if (!_campaigns.TryGetValue(campaign, out var entry)) _campaigns.Add(campaign, entry = new CampaignEntry());
        entry.Broken = null;
        entry.Outage = null;
        entry.Open = false;
        entry.Settled = null;
        entry.Distrusts = !_excluded.IsEmpty;
        var excluded = _excluded;
        entry.Actor = Context.ActorOf(
            Props.Create(() => new CampaignActor(campaign, store, settings, _telemetry, excluded)),
            $"{Uri.EscapeDataString(campaign.Value)}-{++_incarnations}");
        Context.Watch(entry.Actor);
    }

    private void Note(Standing standing)
    {
        var entry = _campaigns[standing.Campaign];
        entry.Open = true;
        entry.Interruptions = 0;
        entry.Waiting.Clear();
        entry.Priority = standing.Priority;
        entry.Settled = standing.Settled;
        if (standing.Settled is null) return;
        _rounds.Shares.Forget(standing.Campaign);
        foreach (var subscriber in entry.Subscribers)
            subscriber.Tell(new CampaignNotices.CampaignSettled(standing.Settled));
    }

    private static void Interrupt(CampaignEntry entry, Interrupted interrupted)
    {
        entry.Outage = $"{interrupted.Reason} The campaign goes on by itself when that is over; nothing is lost.";
        foreach (var client in entry.Waiting)
            client.Tell(new CampaignReplies.Refused(interrupted.Campaign, RefusalKind.StorageFailed, entry.Outage));
        entry.Waiting.Clear();
    }

    private void Break(CampaignId campaign, CampaignEntry entry, string reason)
    {
        if (entry.Broken is not null) return; // told already
        entry.Broken = reason;
        foreach (var client in entry.Waiting)
            client.Tell(new CampaignReplies.Refused(campaign, RefusalKind.StorageFailed, reason));
        entry.Waiting.Clear();
        foreach (var subscriber in entry.Subscribers)
            subscriber.Tell(new CampaignNotices.StorageFailed(campaign, reason));
    }

    private void Forget(IActorRef actor)
    {
        foreach (var (campaign, entry) in _campaigns)
        {
            entry.Subscribers.Remove(actor);
            if (!Equals(entry.Actor, actor)) continue;
            entry.Actor = null;
            if (entry.Outage is null || entry.Broken is not null)
            {
                Break(campaign, entry, "its actor stopped unexpectedly.");
                _log.Warning("Campaign {0} has stopped: {1}", campaign, entry.Broken);
                if (!settings.ReopenBroken) continue;
            }
            Timers.StartSingleTimer(campaign, new StartAgain(campaign), Delay(entry.Interruptions++));
        }
    }

    private sealed record Loaded(IReadOnlyList<CampaignId> Campaigns, IReadOnlyList<NodeId> Excluded);

    private sealed record Excluded(NodeId Node, bool IsExcluded);

    private sealed record NotExcluded(NodeId Node, Exception Error);

    private sealed record NotLoaded(Exception Error);

    private sealed record LoadAgain;

    private sealed record Look;

    private sealed record StartAgain(CampaignId Campaign);
}

/// <summary>Adds the coordinator to a node.</summary>
public static class CoordinatorHosting
{
    /// <summary>
    /// Starts the coordinator and registers it under <see cref="CoordinatorKey"/>. Needs <c>AddChaosSerialization</c> and
    /// <c>AddChaosPersistence</c> with the same database.
    /// </summary>
    /// <exception cref="StorageException">The database cannot be written.</exception>
    public static AkkaConfigurationBuilder AddCoordinator(
        this AkkaConfigurationBuilder builder, CoordinatorSettings settings)
    {
        var store = ResultsStore.Open(settings.Database);
        return builder.WithActors((system, registry) => registry.Register<CoordinatorKey>(
            system.ActorOf(Props.Create(() => new CoordinatorActor(store, settings)), "coordinator")));
    }
}
