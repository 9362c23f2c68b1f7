using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Chaos.Actors.Cluster.Telemetry;
using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;
using static Chaos.Actors.Messages.Journal.CampaignEvents;

namespace Chaos.Actors.Coordinator.Telemetry;

/// <summary>
/// The campaign's trace. Its id follows from the campaign's name, so that spans of all nodes and of every term fall into one
/// trace. <c>campaign</c> is the root, one a term, and covers its opening only: a root that lasts for days would be missing
/// until the end, or for ever after a crash. Below it, an <c>item</c> lasts from its first assignment until it is durable, and
/// <c>campaign settled</c> from the opening until nothing is left to do. Of a large campaign some items are traced, spread evenly
/// and always the same ones.
/// </summary>
internal sealed class CampaignTrace(CampaignId campaign, int tracedItems, TimeProvider time)
{
    private static readonly ActivitySource Source = new(TelemetryNames.Coordinator);

    private readonly Dictionary<long, Activity> _items = [];
    private readonly DateTimeOffset _created = time.GetUtcNow();
    private ActivityContext _root;
    private long _size;
    private bool? _settled;

    /// <summary>The id of a campaign's trace.</summary>
    public static ActivityTraceId IdOf(CampaignId campaign) => ActivityTraceId.CreateFromBytes(
        SHA256.HashData(Encoding.UTF8.GetBytes("chaos campaign " + campaign.Value)).AsSpan(0, 16));

    public void BeginTerm(CampaignFacts facts)
    {
        if (!Source.HasListeners()) return;
        // A parent without a span: the one way to choose the trace of a span that has no parent.
        var above = new ActivityContext(IdOf(campaign), default, ActivityTraceFlags.Recorded);
        if (Begin("campaign", above, _created) is not { Recorded: true } span) return;
        Describe(span, facts);
        span.SetTag("chaos_actors.campaign.term", facts.Term);
        (_root, _size) = (span.Context, facts.Done.Size);
        End(span);
    }

    public void ObservePhase(CampaignFacts facts)
    {
        if (_settled == facts.IsSettled) return;
        // One that was settled before this term has nothing to tell.
        var now = facts.IsSettled && _settled == false;
        _settled = facts.IsSettled;
        if (!now || _root == default || Begin("campaign settled", _root, _created) is not { } span) return;
        Describe(span, facts);
        if (facts.Reason.Length > 0) span.SetStatus(ActivityStatusCode.Error, facts.Reason);
        End(span);
    }

    public TrainerCommands.Assign Traced(TrainerCommands.Assign assign)
    {
        if (_root == default || assign.Items.Count == 0) return assign;
        return assign with { Items = [.. assign.Items.Select(item => item with { TraceParent = SpanOf(item)?.Id })] };
    }

    public void Complete(ItemCompleted completed)
    {
        if (!_items.Remove(completed.Item.Value, out var span)) return;
        span.SetTag(TelemetryNames.NodeName, completed.Node.Value);
        End(span);
    }

    public void Fail(AttemptFailed failed)
    {
        if (!_items.TryGetValue(failed.Item.Value, out var span)) return;
        span.AddEvent(new ActivityEvent("attempt failed", time.GetUtcNow(), new ActivityTagsCollection
        {
            [TelemetryNames.NodeName] = failed.Node.Value,
            [TelemetryNames.ErrorType] = CoordinatorTelemetry.Snake(failed.Kind.ToString()),
            ["error.message"] = failed.Error,
        }));
    }

    public void Quarantine(ItemQuarantined quarantined)
    {
        if (!_items.Remove(quarantined.Item.Value, out var span)) return;
        span.SetStatus(ActivityStatusCode.Error, quarantined.Error);
        End(span);
    }

    /// <summary>Ends what is open: another coordinator, or this one after a restart, goes on with new spans.</summary>
    public void Stop()
    {
        foreach (var span in _items.Values)
        {
            span.SetTag("chaos_actors.item.interrupted", true);
            End(span);
        }
        _items.Clear();
    }

    private Activity? SpanOf(Assignment assignment)
    {
        var item = assignment.Item.Value;
        if (_items.TryGetValue(item, out var span)) return span;
        if (!IsTraced(item) || Begin("item", _root, time.GetUtcNow()) is not { } begun) return null;
        begun.SetTag(TelemetryNames.Campaign, campaign.Value);
        begun.SetTag(TelemetryNames.Item, item);
        return _items[item] = begun;
    }

    private bool IsTraced(long item)
    {
        if (_size <= tracedItems) return true;
        // Neighbours of the grid are of one kind: a mixed index spreads the choice (SplitMix64's finaliser).
        var mixed = (ulong)item + 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        mixed ^= mixed >> 31;
        return mixed % (ulong)_size < (ulong)tracedItems;
    }

    private void Describe(Activity span, CampaignFacts facts)
    {
        span.SetTag(TelemetryNames.Campaign, campaign.Value);
        span.SetTag(TelemetryNames.Phase, CoordinatorTelemetry.Snake(facts.Phase.ToString()));
        span.SetTag("chaos_actors.campaign.size", facts.Done.Size);
        span.SetTag("chaos_actors.campaign.done", facts.Done.Count);
        span.SetTag("chaos_actors.campaign.quarantined", facts.Quarantined);
    }

    // An actor's thread goes on to other messages: no span may stay behind as the current one.
    private static Activity? Begin(string name, ActivityContext parent, DateTimeOffset started)
    {
        var current = Activity.Current;
        var span = Source.StartActivity(name, ActivityKind.Internal, parent, startTime: started);
        Activity.Current = current;
        return span;
    }

    private static void End(Activity span)
    {
        var current = Activity.Current;
        span.Stop();
        Activity.Current = current;
    }
}
