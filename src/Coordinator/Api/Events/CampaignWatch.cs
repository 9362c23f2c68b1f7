using Chaos.Actors.Api.Documents;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Coordinator.Api.Analyses;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Coordinator.Api.Events;

/// <summary>
/// What is new of one campaign since the last look, for a topic. It looks where everybody can: the active coordinator may be on another
/// node, and become another one.
/// </summary>
internal sealed class CampaignWatch(string campaign, EventTopic topic, bool items, ResultsReader data, CampaignAnalyses analyses)
{
    private CampaignEntry? _last;
    private HashSet<long>? _done;

    /// <summary>Looks.</summary>
    /// <param name="status">Where the campaign stands.</param>
    /// <param name="spec">The campaign; asked for only where it is needed.</param>
    public async Task LookAsync(CampaignStatus status, Func<Task<CampaignSpec>> spec)
    {
        var entry = CampaignEntry.Of(status);
        // Items first: who is told that so many are done has been told of each.
        if (items && (_done is null || _done.Count != status.Done)) await TellItemsAsync(status, spec);
        var settled = IsSettled(status.Phase);
        if (entry == _last) return;
        var was = _last is { } before && CampaignStates.Phase(before.State) is { } phase && IsSettled(phase);
        topic.Publish(ApiEvents.Status, entry, campaign + " " + ApiEvents.Status);
        var (news, first) = (settled && !was, _last is null);
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

    // The first look says nothing of items: what is done already is no news.
    private async Task TellItemsAsync(CampaignStatus status, Func<Task<CampaignSpec>> spec)
    {
        var (known, id) = (_done, status.Campaign);
        var now = await data.ReadAsync(store => store.ItemsFrom(id, 0).ToHashSet());
        _done = now;
        if (known is null) return;
        var grid = await spec();
        foreach (var item in now.Where(item => !known.Contains(item)).Order())
        {
            if (item >= grid.Grid.Items) continue; // of a grid that is about to be the campaign's
            var rows = await data.ReadAsync(store => store.Summaries(id, item, item));
            foreach (var row in rows) topic.Publish(ApiEvents.Item, Of(grid, row), null);
        }
    }

    /// <summary>The event of an item.</summary>
    public static ItemEvent Of(CampaignSpec spec, Chaos.Actors.Coordinator.Results.StoredSummary row) => new(
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
