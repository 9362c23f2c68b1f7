using Chaos.Actors.Campaigns;
using System.Collections.Immutable;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Messages.Journal;
using static Chaos.Actors.Messages.Journal.CampaignEvents;

namespace Chaos.Actors.Coordinator.Campaigns.Sequencing;

/// <summary>A decision that is not durable yet.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Asker">Who is answered when it is; whatever the actor knows them by.</param>
public sealed record PendingDecision(Decision Decision, object? Asker);

/// <summary>Decisions that become durable together.</summary>
/// <param name="Decisions">In the order they were made.</param>
public sealed record DecisionGroup(ImmutableArray<PendingDecision> Decisions)
{
    // The larger a group, the fewer syncs an item costs; bounded for the memory it takes and the time it locks the database.
    private const int MostDecisions = 2048;
    private const long MostValues = 4 << 20;

    /// <summary>The facts to journal, in order.</summary>
    public ImmutableArray<ICampaignEvent> Events { get; } = [.. Decisions.SelectMany(pending => pending.Decision.Events)];

    /// <summary>As many of the waiting decisions as make one group, and the rest.</summary>
    public static (DecisionGroup Group, ImmutableQueue<PendingDecision> Others) TakeFrom(ImmutableQueue<PendingDecision> waiting)
    {
        var group = ImmutableArray.CreateBuilder<PendingDecision>();
        var values = 0L;
        while (group.Count < MostDecisions && values < MostValues && !waiting.IsEmpty)
        {
            waiting = waiting.Dequeue(out var next);
            group.Add(next);
            foreach (var effect in next.Decision.Effects)
            {
                if (effect is CampaignEffect.StoreResult { Result.Series: var series })
                    values += 2L * series.Loss.Length * series.Accuracy.Length;
            }
        }
        return (new DecisionGroup(group.ToImmutable()), waiting);
    }

    /// <summary>What has to be in the results database before the events are journalled.</summary>
    /// <param name="before">The facts before these events; null before the submission.</param>
    /// <param name="journalled">How many facts are journalled before them.</param>
    public StoreBatch ToBatch(CampaignFacts? before, long journalled)
    {
        var facts = before;
        var completions = Events.All(happened => happened is ItemCompleted);
        foreach (var happened in completions ? [] : Events)
            facts = happened is CampaignSubmitted submitted ? CampaignFacts.Of(submitted) : facts!.Apply(happened);

        // A new term writes the list anew: the crash before it may have come between database and journal.
        var anew = Events.Any(happened => happened is QuarantineLifted or TermBegan);
        var listed = anew ? facts!.Failures.Keys : Events.OfType<ItemQuarantined>().Select(e => e.Item.Value).Distinct();
        var quarantined = listed.Where(facts!.IsQuarantined).Select(item => facts.Failures[item].ToQuarantined());
        return new StoreBatch(
            new StoredCampaign(
                facts.Spec, facts.Submitted.TaskContents, facts.Submitted.NumericsVersion, facts.Stance, facts.Reason),
            [.. Decisions.SelectMany(d => d.Decision.Effects).OfType<CampaignEffect.StoreResult>().Select(s => s.Result)],
            [.. quarantined],
            anew,
            PutCampaign: Events.Any(happened => happened is not (ItemCompleted or AttemptFailed or ItemQuarantined)),
            journalled);
    }
}
