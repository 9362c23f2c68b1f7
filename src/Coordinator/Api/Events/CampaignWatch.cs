using Chaos.Actors.Api.Documents;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Coordinator.Api.Analyses;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Journal;

namespace Chaos.Actors.Coordinator.Api.Events;

/// <summary>
/// What is new of one campaign since the last look, for a topic. It looks where everybody can: the active coordinator may be on another
/// node, and become another one.
/// </summary>
internal sealed class CampaignWatch(string campaign, EventTopic topic, bool items, ResultsReader data, CampaignAnalyses analyses)
{
    private const int AtATime = 1000;
    private CampaignEntry? _last;
    private long? _facts;

    /// <summary>Looks.</summary>
    /// <param name="status">Where the campaign stands.</param>
    /// <param name="spec">The campaign; asked for only where it is needed.</param>
    public async Task LookAsync(CampaignStatus status, Func<Task<CampaignSpec>> spec)
    {
        var entry = CampaignEntry.Of(status);
        // Items first: who is told that so many are done has been told of each.
        if (items) await TellItemsAsync(status.Campaign, spec);
        var settled = IsSettled(status.Phase);
        if (entry == _last) return;
        var was = _last is { } before && CampaignStates.Phase(before.State) is { } phase && IsSettled(phase);
        topic.Publish(ApiEvents.Status, entry, campaign + " " + ApiEvents.Status);
        // It may have gone on and ended again between two looks.
        var (news, first) = (settled && (!was || (_last!.Items, _last.Done) != (entry.Items, entry.Done)), _last is null);
        _last = entry;
        if (!settled && was)
        {
            topic.Withdraw(campaign + " " + ApiEvents.Settled);
            topic.Withdraw(campaign + " " + ApiEvents.Verdict);
        }
        if (!news) return;
        topic.Publish(ApiEvents.Settled, entry, campaign + " " + ApiEvents.Settled);
        // What ended long ago is looked at by who asks for it; of all campaigns at once it would be much.
        if ((items || !first) && status.Phase is CampaignPhase.Completed or CampaignPhase.CompletedWithFailures)
            await TellVerdictAsync();
    }

    private static bool IsSettled(CampaignPhase phase) => phase is not (CampaignPhase.Running or CampaignPhase.Paused);

    // What the journal says since the last look, however many items there are. The first look says nothing: what is done already is no news.
    private async Task TellItemsAsync(CampaignId id, Func<Task<CampaignSpec>> spec)
    {
        _facts ??= await data.ReadAsync(store => store.Facts(id));
        while (true)
        {
            var first = _facts.Value + 1;
            var facts = await data.ReadAsync(store => store.FactsFrom(id, first).Take(AtATime).ToList());
            if (facts.Count == 0) return;
            // Items have other indices in another grid, and some may have come with it: all are told again.
            var told = facts.Exists(one => one.Fact is CampaignEvents.CampaignExtended)
                ? await TellAllAsync(id, await spec())
                : await TellAsync(id, await spec(), [.. facts.Select(one => one.Fact).OfType<CampaignEvents.ItemCompleted>().Select(completed => completed.Item.Value)]);
            if (!told) return;
            _facts = facts[^1].Number;
        }
    }

    private async Task<bool> TellAllAsync(CampaignId id, CampaignSpec spec)
    {
        for (var next = 0L; ;)
        {
            var first = next;
            var items = await data.ReadAsync(store => store.ItemsFrom(id, first).Take(AtATime).ToList());
            if (items.Count == 0) return true;
            if (!await TellAsync(id, spec, items)) return false;
            next = items[^1] + 1;
        }
    }

    // False if there are others than in the grid, which is about to be another one: the next look tells them.
    private async Task<bool> TellAsync(CampaignId id, CampaignSpec spec, List<long> items)
    {
        if (items.Exists(item => item >= spec.Grid.Items)) return false;
        foreach (var row in await data.ReadAsync(store => store.Summaries(id, items))) topic.Publish(ApiEvents.Item, Of(spec, row), null);
        return true;
    }

    /// <summary>The event of an item.</summary>
    public static ItemEvent Of(CampaignSpec spec, StoredSummary row) => new(
        spec.Name,
        row.Item.Value,
        spec.Grid.Locate(row.Item.Value).Cell,
        row.Node.Value,
        ItemResult.Of(row.Summary, row.Digest, row.NumericsVersion, row.Seconds, row.Finished));

    private async Task TellVerdictAsync()
    {
        var sentences = await analyses.OfAsync(campaign, analysed => analysed.Analysis.Verdicts.Select(verdict => verdict.Sentence).ToList());
        topic.Publish(ApiEvents.Verdict, new VerdictEvent(campaign, sentences), campaign + " " + ApiEvents.Verdict);
    }
}
