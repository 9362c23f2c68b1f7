using Akka.Actor;
using Chaos.Actors.Messages.Journal;
using static Chaos.Actors.Messages.Journal.CampaignEvents;
using Schema = Chaos.Actors.Messages.Serialization.JournalSchema;

namespace Chaos.Actors.Messages.Serialization;

/// <summary>Campaign events and snapshots, as journal.proto has them.</summary>
public sealed class JournalSerializer(ExtendedActorSystem system) : ProtobufSerializer(system, Id, Entries)
{
    /// <summary>Stands in every row of the journal: never change it.</summary>
    public const int Id = 7102;

    private static readonly Entry[] Entries =
    [
        Entry.Of<CampaignSubmitted, Schema.CampaignSubmitted>(
            "submitted", JournalMapping.ToMessage, JournalMapping.ToRecord),
        Entry.Of<CampaignExtended, Schema.CampaignExtended>(
            "extended", JournalMapping.ToMessage, JournalMapping.ToRecord),
        Entry.Of<TermBegan, Schema.TermBegan>(
            "term", e => new() { Term = e.Term }, m => new(m.Term)),
        Entry.Of<ItemCompleted, Schema.ItemCompleted>(
            "completed", JournalMapping.ToMessage, JournalMapping.ToRecord),
        Entry.Of<AttemptFailed, Schema.AttemptFailed>(
            "attempt-failed",
            e => new() { Item = e.Item.Value, Node = e.Node.Value, Kind = e.Kind.ToMessage(), Error = e.Error },
            m => new(new(m.Item), new(m.Node), m.Kind.ToRecord(), m.Error)),
        Entry.Of<ItemQuarantined, Schema.ItemQuarantined>(
            "quarantined",
            e => new() { Item = e.Item.Value, Node = e.Node.Value, Failures = e.Failures, Error = e.Error },
            m => new(new(m.Item), new(m.Node), m.Failures, m.Error)),
        Entry.Of<QuarantineLifted, Schema.QuarantineLifted>("quarantine-lifted", _ => new(), _ => new()),
        Entry.Of<CampaignPaused, Schema.CampaignPaused>("paused", _ => new(), _ => new()),
        Entry.Of<CampaignResumed, Schema.CampaignResumed>("resumed", _ => new(), _ => new()),
        Entry.Of<CampaignCancelled, Schema.CampaignCancelled>("cancelled", _ => new(), _ => new()),
        Entry.Of<CampaignFailed, Schema.CampaignFailed>(
            "failed", e => new() { Reason = e.Reason }, m => new(m.Reason)),
        Entry.Of<PriorityChanged, Schema.PriorityChanged>(
            "priority", e => new() { Priority = e.Priority }, m => new(m.Priority)),
        Entry.Of<ItemsDiscarded, Schema.ItemsDiscarded>(
            "discarded", JournalMapping.ToMessage, JournalMapping.ToRecord),
        Entry.Of<CampaignSnapshot, Schema.CampaignSnapshot>(
            "snapshot", JournalMapping.ToMessage, JournalMapping.ToRecord),
    ];

    /// <summary>An event as a row of the journal holds it; null if this release knows none of that manifest.</summary>
    public static ICampaignEvent? Event(byte[] bytes, string manifest) =>
        Entries.FirstOrDefault(entry => entry.Manifest == manifest)?.FromBytes(bytes) as ICampaignEvent;

    /// <summary>The types that are kept in the journal or the snapshot store.</summary>
    public static IEnumerable<Type> BoundTypes => Entries.Select(entry => entry.Type);
}
