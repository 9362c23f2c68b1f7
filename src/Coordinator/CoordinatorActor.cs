using Akka.Actor;
using Akka.Event;
using Akka.Hosting;
using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Coordinator.Dispatch;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Coordinator.Telemetry;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Trainers;
using static Chaos.Actors.Coordinator.Campaigns.CampaignInternals;

namespace Chaos.Actors.Coordinator;

/// <summary>
/// Owns the campaigns and is their address: it forwards what concerns one of them and offers every pull to one after the
/// other, by priority and then evenly, until the trainer is full. Which campaigns there are is what the results database says.
/// </summary>
public sealed class CoordinatorActor(ResultsStore store, CoordinatorSettings settings) : UntypedActor, IWithTimers
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly long _started = settings.Time.GetTimestamp();
    private readonly OrderedDictionary<CampaignId, CampaignEntry> _campaigns = [];
    private readonly CoordinatorTelemetry _telemetry = new(settings);
    private readonly SlotShares _shares = new();
    private readonly Dictionary<NodeId, Turns> _turns = [];
    private int _incarnations;

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PostStop() => _telemetry.Dispose();

    /// <inheritdoc/>
    protected override void PreStart()
    {
        foreach (var campaign in store.Campaigns()) Start(campaign.Id);
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
                _telemetry.Note(pull);
                Offer(pull);
                break;
            case Unfilled unfilled:
                OfferOn(unfilled);
                break;
            case CampaignCommands.Submit submit:
                Submit(submit);
                break;
            case CampaignCommands.Subscribe subscribe when _campaigns.TryGetValue(subscribe.Campaign, out var entry):
                Subscribe(subscribe.Campaign, entry);
                break;
            case CampaignQueries.ListCampaigns:
                Sender.Tell(new CampaignQueries.CampaignList([.. _campaigns.Keys]));
                break;
            case Standing standing:
                Note(standing);
                break;
            case Broken broken:
                Break(broken.Campaign, _campaigns[broken.Campaign], broken.Reason);
                break;
            case Reopen(var campaign) when _campaigns[campaign] is { Broken: not null, Actor: null }:
                Start(campaign);
                break;
            case Reopen:
                break;
            case Terminated terminated:
                Forget(terminated.ActorRef);
                break;
            case ICampaignMessage about:
                Route(about);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Offer(CoordinatorCommands.Pull pull)
    {
        _shares.Note(pull, settings.Time.GetElapsedTime(_started));
        var turns = Turns.Of(
            pull,
            [.. _campaigns.Where(campaign => campaign.Value.MayAssign).Select(c => (c.Key, c.Value.Priority))],
            _shares);
        if (_turns.TryAdd(pull.Node, turns))
        {
            foreach (var gone in _turns.Keys.Where(node => !_shares.Knows(node)).ToList()) _turns.Remove(gone);
        }
        _turns[pull.Node] = turns;
        var first = turns.Queue.TryPeek(out var next) ? next.Campaign : default;
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
        OfferNext(turns, given: 0);
    }

    private void OfferNext(Turns turns, int given)
    {
        var pull = turns.Pull;
        while (turns.Queue.TryDequeue(out var turn))
        {
            var entry = _campaigns[turn.Campaign];
            if (!entry.MayAssign) continue; // settled or broken since
            _shares.Expect(pull.Node, turn.Campaign, Expected(turn.Slots, pull, given));
            _turns[pull.Node] = turns with { Offered = turn.Slots, Given = given };
            entry.Actor!.Forward(new Offer(pull, given, MayAssign: true, MayCopy: turns.Queue.Count == 0, turn.Slots));
            return;
        }
        if (given == 0) Sender.Tell(TrainerCommands.Assign.Nothing);
    }

    private void OfferOn(Unfilled unfilled)
    {
        // A later pull of that trainer is on its way round already.
        if (!_turns.TryGetValue(unfilled.Pull.Node, out var turns) || !ReferenceEquals(turns.Pull, unfilled.Pull)) return;
        var missing = Expected(turns.Offered, unfilled.Pull, turns.Given) - (unfilled.Given - turns.Given);
        if (missing > 0) _shares.Expect(unfilled.Pull.Node, unfilled.Campaign, -missing);
        OfferNext(turns, unfilled.Given);
    }

    private static int Expected(int slots, CoordinatorCommands.Pull pull, int given) =>
        Math.Min(slots, Math.Max(0, pull.Free - given));

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
        var client = message is not (CoordinatorCommands.ResultReady or CoordinatorCommands.ItemFailed
            or CoordinatorCommands.GiveBack);
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
        if (entry.Broken is null)
        {
            if (client && !entry.Open) entry.Waiting.Add(Sender);
            entry.Actor!.Forward(message);
        }
        else if (client)
        {
            Sender.Tell(new CampaignReplies.Refused(message.Campaign, RefusalKind.StorageFailed, entry.Broken));
        }
    }

    private void Start(CampaignId campaign)
    {
        if (!_campaigns.TryGetValue(campaign, out var entry)) _campaigns.Add(campaign, entry = new CampaignEntry());
        entry.Broken = null;
        entry.Open = false;
        entry.Settled = null;
        entry.Actor = Context.ActorOf(
            Props.Create(() => new CampaignActor(campaign, store, settings, _telemetry)),
            $"{Uri.EscapeDataString(campaign.Value)}-{++_incarnations}");
        Context.Watch(entry.Actor);
    }

    private void Note(Standing standing)
    {
        var entry = _campaigns[standing.Campaign];
        entry.Open = true;
        entry.Failures = 0;
        entry.Waiting.Clear();
        entry.Priority = standing.Priority;
        entry.Settled = standing.Settled;
        if (standing.Settled is null) return;
        _shares.Forget(standing.Campaign);
        foreach (var subscriber in entry.Subscribers)
            subscriber.Tell(new CampaignNotices.CampaignSettled(standing.Settled));
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
            Break(campaign, entry, "its actor stopped unexpectedly.");
            _log.Warning("Campaign {0} has stopped: {1}", campaign, entry.Broken);
            if (!settings.ReopenBroken) continue;
            var pause = TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, entry.Failures++)));
            Timers.StartSingleTimer(campaign, new Reopen(campaign), pause);
        }
    }

    private sealed record Reopen(CampaignId Campaign);
}

/// <summary>Adds the coordinator to a node.</summary>
public static class CoordinatorHosting
{
    /// <summary>
    /// Starts the coordinator and registers it under <see cref="CoordinatorKey"/>. Needs <c>AddChaosSerialization</c> and
    /// <c>AddChaosPersistence</c> with the same file.
    /// </summary>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    public static AkkaConfigurationBuilder AddCoordinator(
        this AkkaConfigurationBuilder builder, CoordinatorSettings settings)
    {
        var store = ResultsStore.Open(settings.DatabasePath);
        return builder.WithActors((system, registry) => registry.Register<CoordinatorKey>(
            system.ActorOf(Props.Create(() => new CoordinatorActor(store, settings)), "coordinator")));
    }
}
