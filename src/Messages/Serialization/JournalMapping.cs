using System.Runtime.Serialization;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Campaigns.Canonical;
using Chaos.Actors.Messages.Journal;
using Google.Protobuf;
using static Chaos.Actors.Messages.Journal.CampaignEvents;
using Schema = Chaos.Actors.Messages.Serialization.JournalSchema;

namespace Chaos.Actors.Messages.Serialization;

/// <summary>Events and snapshots to and from journal.proto.</summary>
internal static class JournalMapping
{
    public static Schema.CampaignSubmitted ToMessage(CampaignSubmitted submitted) => new()
    {
        Spec = submitted.Spec.ToMessage(),
        TaskContents = submitted.TaskContents.Text,
        NumericsVersion = submitted.NumericsVersion,
    };

    public static CampaignSubmitted ToRecord(Schema.CampaignSubmitted submitted) =>
        new(Required.Of(submitted.Spec).ToRecord(), TaskContents.Parse(submitted.TaskContents), submitted.NumericsVersion);

    public static Schema.CampaignExtended ToMessage(CampaignExtended extended) => new()
    {
        Campaign = ToMessage(extended.Campaign),
        Done = ByteString.CopyFrom(extended.Done.Span),
        Cells = { extended.Cells.Select(ToMessage) },
    };

    public static CampaignExtended ToRecord(Schema.CampaignExtended extended) =>
        new(ToRecord(Required.Of(extended.Campaign)), extended.Done.ToByteArray(), [.. extended.Cells.Select(ToRecord)]);

    public static Schema.ItemCompleted ToMessage(ItemCompleted completed) => new()
    {
        Item = completed.Item.Value,
        Node = completed.Node.Value,
        Summary = completed.Summary.ToMessage(),
        Digest = ValueMapping.DigestBytes(completed.Digest),
        DurationTicks = completed.Duration.Ticks,
    };

    public static ItemCompleted ToRecord(Schema.ItemCompleted completed) => new(
        new ItemIndex(completed.Item),
        new NodeId(completed.Node),
        Required.Of(completed.Summary).ToRecord(),
        ValueMapping.DigestText(completed.Digest),
        TimeSpan.FromTicks(completed.DurationTicks));

    public static Schema.ItemsDiscarded ToMessage(ItemsDiscarded discarded) => new()
    {
        Nodes = { discarded.Nodes.Select(node => node.Value) },
        Items = { discarded.Items.Select(item => item.Value) },
        Cells = { discarded.Cells.Select(ToMessage) },
    };

    public static ItemsDiscarded ToRecord(Schema.ItemsDiscarded discarded) => new(
        [.. discarded.Nodes.Select(node => new NodeId(node))],
        [.. discarded.Items.Select(item => new ItemIndex(item))],
        [.. discarded.Cells.Select(ToRecord)]);

    public static Schema.CampaignSnapshot ToMessage(CampaignSnapshot snapshot) => new()
    {
        Submitted = ToMessage(snapshot.Submitted),
        Term = snapshot.Term,
        Stance = snapshot.Stance switch
        {
            CampaignStance.Open => Schema.CampaignStance.Open,
            CampaignStance.Paused => Schema.CampaignStance.Paused,
            CampaignStance.Cancelled => Schema.CampaignStance.Cancelled,
            CampaignStance.Failed => Schema.CampaignStance.Failed,
            _ => throw new ArgumentException($"No stance {snapshot.Stance}.", nameof(snapshot)),
        },
        Reason = snapshot.Reason,
        Done = ByteString.CopyFrom(snapshot.Done.Span),
        Cells = { snapshot.Cells.Select(ToMessage) },
        Failures = { snapshot.Failures.Select(ToMessage) },
        MeanDurationTicks = snapshot.MeanDuration.Ticks,
        Priority = snapshot.Priority,
        GridSince = snapshot.GridSince,
    };

    public static CampaignSnapshot ToRecord(Schema.CampaignSnapshot snapshot) => new(
        ToRecord(Required.Of(snapshot.Submitted)),
        snapshot.Term,
        snapshot.Stance switch
        {
            Schema.CampaignStance.Open => CampaignStance.Open,
            Schema.CampaignStance.Paused => CampaignStance.Paused,
            Schema.CampaignStance.Cancelled => CampaignStance.Cancelled,
            Schema.CampaignStance.Failed => CampaignStance.Failed,
            _ => throw new SerializationException($"No stance {snapshot.Stance}."),
        },
        snapshot.Reason,
        snapshot.Done.ToByteArray(),
        [.. snapshot.Cells.Select(ToRecord)],
        [.. snapshot.Failures.Select(ToRecord)],
        TimeSpan.FromTicks(snapshot.MeanDurationTicks),
        snapshot.Priority,
        snapshot.GridSince);

    private static Schema.CellAggregate ToMessage(CellAggregate cell) => new()
    {
        Cell = cell.Cell,
        Done = cell.Done,
        Divergent = cell.Divergent,
        Lambdas = cell.Lambdas,
        MeanLambda = cell.MeanLambda,
        SquaredDeviations = cell.SquaredDeviations,
        Accuracies = cell.Accuracies,
        MeanFinalAccuracy = cell.MeanFinalAccuracy,
        Reached = { cell.Reached },
        MeanTrainingTime = { cell.MeanTrainingTime },
    };

    private static CellAggregate ToRecord(Schema.CellAggregate cell) => new(
        cell.Cell,
        cell.Done,
        cell.Divergent,
        cell.Lambdas,
        cell.MeanLambda,
        cell.SquaredDeviations,
        cell.Accuracies,
        cell.MeanFinalAccuracy,
        [.. cell.Reached],
        [.. cell.MeanTrainingTime]);

    private static Schema.ItemFailures ToMessage(ItemFailures failures) => new()
    {
        Item = failures.Item.Value,
        Count = failures.Count,
        Node = failures.Node.Value,
        Error = failures.Error,
        Quarantined = failures.Quarantined,
    };

    private static ItemFailures ToRecord(Schema.ItemFailures failures) => new(
        new ItemIndex(failures.Item),
        failures.Count,
        new NodeId(failures.Node),
        failures.Error,
        failures.Quarantined);
}
