using Chaos.Actors.Coordinator.Api.Analyses;
using Chaos.Actors.Coordinator.Storage;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Chaos.Actors.Coordinator.Api.Events;

/// <summary>
/// The topics that somebody listens to: one for each campaign, and one for all. However many listen, each is looked at once a second,
/// and for a minute after the last has gone, so that whoever comes back is told what they missed.
/// </summary>
internal sealed class EventHub(
    CoordinatorGate gate, ResultsReader data, CampaignAnalyses analyses, TimeProvider time, IHostApplicationLifetime lifetime, ILoggerFactory logs)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Linger = TimeSpan.FromMinutes(1);
    private readonly ILogger _log = logs.CreateLogger("Chaos.Api");
    private readonly Lock _lock = new();
    private readonly Dictionary<string, EventTopic> _topics = [];

    /// <summary>Lets somebody listen to a campaign.</summary>
    public (EventTopic Topic, EventReader Reader) Join(CampaignId campaign, string? lastId) =>
        Join(campaign.Value, lastId, topic => FollowAsync(campaign, topic));

    /// <summary>Lets somebody listen to all campaigns.</summary>
    public (EventTopic Topic, EventReader Reader) Join(string? lastId) => Join("", lastId, FollowAllAsync);

    private (EventTopic Topic, EventReader Reader) Join(string name, string? lastId, Func<EventTopic, Task> follow)
    {
        lock (_lock)
        {
            if (_topics.TryGetValue(name, out var topic) && topic.Join(lastId) is { } reader) return (topic, reader);
            topic = new EventTopic();
            _topics[name] = topic;
            var first = topic.Join(lastId)!;
            _ = RunAsync(name, topic, follow);
            return (topic, first);
        }
    }

    private async Task RunAsync(string name, EventTopic topic, Func<EventTopic, Task> follow)
    {
        await Task.Yield();
        try
        {
            await follow(topic);
        }
        catch (OperationCanceledException)
        {
            // The process ends.
        }
        catch (Exception e)
        {
            ApiLog.Failed(_log, e, "events of", name);
        }
        finally
        {
            lock (_lock)
            {
                if (_topics.GetValueOrDefault(name) == topic) _topics.Remove(name);
            }
            topic.End();
        }
    }

    private Task FollowAsync(CampaignId campaign, EventTopic topic)
    {
        var watch = new CampaignWatch(campaign.Value, topic, items: true, data, analyses);
        return WhileHeardAsync(topic, async () =>
        {
            var status = await gate.StatusAsync(campaign, lifetime.ApplicationStopping);
            await watch.LookAsync(status, async () => (await gate.LookAsync(campaign, lifetime.ApplicationStopping)).Spec);
        });
    }

    private Task FollowAllAsync(EventTopic topic)
    {
        var watches = new Dictionary<CampaignId, CampaignWatch>();
        return WhileHeardAsync(topic, async () =>
        {
            var (campaigns, _) = await gate.ListAsync(lifetime.ApplicationStopping);
            foreach (var status in campaigns)
            {
                if (!watches.TryGetValue(status.Campaign, out var watch))
                    watches[status.Campaign] = watch = new CampaignWatch(status.Campaign.Value, topic, items: false, data, analyses);
                await watch.LookAsync(status, () => throw new InvalidOperationException("No items are told of all campaigns."));
            }
        });
    }

    private async Task WhileHeardAsync(EventTopic topic, Func<Task> look)
    {
        var heard = time.GetTimestamp();
        while (time.GetElapsedTime(heard) < Linger)
        {
            try
            {
                await look();
            }
            catch (ApiProblem gone) when (gone.Problem.Status == StatusCodes.Status404NotFound)
            {
                return;
            }
            catch (Exception e) when (e is ApiProblem or StorageException)
            {
                // A coordinator that takes over, a database that is away: it is looked again.
            }
            await Task.Delay(Interval, time, lifetime.ApplicationStopping);
            if (topic.HasReaders) heard = time.GetTimestamp();
        }
    }
}
