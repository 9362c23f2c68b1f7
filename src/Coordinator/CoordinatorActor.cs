using Akka.Actor;
using Akka.Event;
using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Coordinator.Storage;
using Chaos.Actors.Coordinator.Telemetry;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Nodes;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator;

/// <summary>
/// Owns the campaigns and is their address. Which there are is what the results database says; <see cref="CampaignRegistry"/> keeps them
/// running, <see cref="PullRouter"/> takes trainers to them, <see cref="NodeExclusion"/> says which trainers they must not believe.
/// </summary>
public sealed class CoordinatorActor : UntypedActor, IWithTimers, IWithUnboundedStash
{
    private readonly ResultsStore _store;
    private readonly CoordinatorSettings _settings;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly long _started;
    private readonly StoreThreads _threads = new();
    private readonly CoordinatorTelemetry _telemetry;
    private readonly ExcludedNodes _excludedNodes;
    private readonly DataStore _data;
    private CampaignRegistry _campaigns = null!;
    private PullRouter _router = null!;
    private NodeExclusion _exclusion = null!;
    private int _loadings;

    /// <summary>Creates the actor.</summary>
    public CoordinatorActor(ResultsStore store, CoordinatorSettings settings)
    {
        (_store, _settings, _started) = (store, settings, settings.Time.GetTimestamp());
        _telemetry = new CoordinatorTelemetry(settings);
        _excludedNodes = new ExcludedNodes(settings.Database);
        _data = new DataStore(settings.Database, settings.Time);
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    public IStash Stash { get; set; } = null!;

    private TimeSpan Now => _settings.Time.GetElapsedTime(_started);

    /// <inheritdoc/>
    protected override void PreStart()
    {
        _campaigns = new CampaignRegistry(
            Context,
            Timers,
            (campaign, excluded) => Props.Create(
                () => new CampaignActor(campaign, _store, _threads, _settings, _telemetry, excluded)),
            _settings.ReopenBroken);
        _router = new PullRouter(_campaigns, _settings.Log);
        _exclusion = new NodeExclusion(_campaigns, _store, _excludedNodes, _threads);
        Timers.StartPeriodicTimer("look", new Look(), TimeSpan.FromSeconds(5));
        BecomeStacked(Loading);
        Load();
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _telemetry.Dispose();
        _threads.Dispose();
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(error =>
    {
        // A decision that throws would throw again after a restart: stop, visibly.
        if (_campaigns.Of(Sender) is { } campaign) _campaigns.Break(campaign, _store.Explain(error));
        return Directive.Stop;
    });

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case CoordinatorCommands.Pull pull:
                if (!_campaigns.Excluded.Contains(pull.Node)) _telemetry.Observe(pull);
                _router.Route(pull, Sender, Now);
                break;
            case CoordinatorCommands.FetchData fetch:
                Answer(fetch, Sender);
                break;
            case CampaignInternals.Unfilled unfilled:
                _router.Continue(unfilled, Sender);
                break;
            case ICampaignMessage outcome when PullRouter.IsFromTrainer(outcome):
                _router.Forward(outcome, Sender);
                break;
            case CampaignCommands.Delete(var campaign):
                _campaigns.Delete(campaign, Sender);
                break;
            case CampaignRegistry.Stopped(var campaign):
                _threads.Run(() => _store.Delete(campaign)).PipeTo(
                    Self, Sender, () => new Deleted(campaign), error => new NotDeleted(campaign, error));
                break;
            case Deleted(var campaign):
                _campaigns.Remove(campaign);
                _router.Forget(campaign);
                Sender.Tell(new CampaignReplies.Accepted(campaign, Existing: true));
                break;
            case NotDeleted(var campaign, var error):
                _campaigns.Keep(campaign);
                Sender.Tell(new CampaignReplies.Refused(campaign, RefusalKind.StorageFailed, _store.Explain(error)));
                break;
            case ICampaignMessage question:
                _campaigns.Ask(question, Sender);
                break;
            case CampaignQueries.ListCampaigns:
                Sender.Tell(new CampaignQueries.CampaignList([.. _campaigns.All.Select(campaign => campaign.Key)])
                {
                    Excluded = [.. _campaigns.Excluded.OrderBy(node => node.Value, StringComparer.Ordinal)],
                });
                break;
            case NodeQueries.ListNodes:
                Sender.Tell(_router.List(Now));
                break;
            case NodeCommands.Exclude or NodeCommands.Include when _exclusion.IsWriting:
                Stash.Stash();
                break;
            case NodeCommands.Exclude exclude:
                _exclusion.Begin(exclude, Sender, Self);
                break;
            case NodeCommands.Include include:
                _exclusion.Begin(include, Sender, Self);
                break;
            case NodeExclusion.Written written:
                _exclusion.End(written, Sender, _router.Knows(written.Node));
                Stash.UnstashAll();
                break;
            case NodeExclusion.NotWritten failed:
                _exclusion.End(failed, Sender);
                Stash.UnstashAll();
                break;
            case CampaignInternals.Answered answered:
                _campaigns.Update(answered);
                break;
            case CampaignInternals.StatusChanged status:
                _campaigns.Update(status);
                if (status.Settled is not null) _router.Forget(status.Campaign);
                break;
            case CampaignInternals.ExclusionApplied applied:
                _campaigns.Update(applied);
                break;
            case CampaignInternals.Interrupted interrupted:
                _campaigns.Interrupt(interrupted);
                break;
            case CampaignInternals.Broken broken:
                _campaigns.Break(broken.Campaign, broken.Reason);
                break;
            case CampaignRegistry.StartAgain(var campaign):
                _campaigns.Start(campaign);
                break;
            case Terminated terminated:
                _campaigns.Forget(terminated.ActorRef);
                break;
            case Look:
                _router.LogAbsence(Now);
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
                _campaigns.Exclude([.. loaded.Excluded]);
                foreach (var campaign in loaded.Campaigns) _campaigns.Start(campaign);
                UnbecomeStacked();
                Stash.UnstashAll();
                break;
            case NotLoaded(var error) when _store.IsTransient(error):
                _log.Warning(error, "The list of campaigns cannot be read yet: {0}", _store.Explain(error));
                Timers.StartSingleTimer("load", new LoadAgain(), CampaignRegistry.PauseAfter(_loadings++));
                break;
            case NotLoaded(var error):
                // Who has asked meanwhile is answered before the end, and who asks until then.
                Become(question => RefuseAll(question, error));
                Self.Tell(new GiveUp());
                Stash.UnstashAll();
                break;
            case LoadAgain:
                Load();
                break;
            case Look:
                break;
            default:
                if (message is not CoordinatorCommands.Pull && !PullRouter.IsFromTrainer(message)) Stash.Stash();
                break;
        }
    }

    private void RefuseAll(object message, Exception error)
    {
        var reason = _store.Explain(error);
        switch (message)
        {
            case GiveUp:
                throw new StorageException(reason, error);
            case ICampaignMessage about when !PullRouter.IsFromTrainer(about):
                Sender.Tell(new CampaignReplies.Refused(about.Campaign, RefusalKind.StorageFailed, reason));
                break;
            case CampaignQueries.ListCampaigns or NodeQueries.ListNodes:
                Sender.Tell(new NodeReplies.Refused(new NodeId("coordinator"), RefusalKind.StorageFailed, reason));
                break;
            case NodeCommands.Exclude(var node):
                Sender.Tell(new NodeReplies.Refused(node, RefusalKind.StorageFailed, reason));
                break;
            case NodeCommands.Include(var node):
                Sender.Tell(new NodeReplies.Refused(node, RefusalKind.StorageFailed, reason));
                break;
        }
    }

    // Who gets no answer asks again.
    private void Answer(CoordinatorCommands.FetchData fetch, IActorRef trainer) => _threads
        .Run(() => new TrainerCommands.DataPart(
            fetch.Sha256, fetch.Part, _data.Find(fetch.Sha256)?.Parts ?? 0, _data.Part(fetch.Sha256, fetch.Part) ?? []))
        .ContinueWith(
            read =>
            {
                if (read.IsCompletedSuccessfully) trainer.Tell(read.Result);
                else _log.Warning(read.Exception, "Data {0} cannot be read: {1}", fetch.Sha256, _store.Explain(read.Exception!));
            },
            TaskScheduler.Default);

    private void Load() => _threads
        .Run(() => new Loaded([.. _store.Campaigns().Select(campaign => campaign.Id)], _excludedNodes.Read()))
        .PipeTo(Self, success: loaded => loaded, failure: error => new NotLoaded(error));

    private sealed record Loaded(IReadOnlyList<CampaignId> Campaigns, IReadOnlyList<NodeId> Excluded);

    private sealed record NotLoaded(Exception Error);

    private sealed record Deleted(CampaignId Campaign);

    private sealed record NotDeleted(CampaignId Campaign, Exception Error);

    private sealed record LoadAgain;

    private sealed record GiveUp;

    private sealed record Look;
}
