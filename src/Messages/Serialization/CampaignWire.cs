using Chaos.Actors.Messages.Campaigns;
using Schema = Chaos.Actors.Messages.Serialization.WireSchema;

namespace Chaos.Actors.Messages.Serialization;

/// <summary>Messages about campaigns, to and from wire.proto.</summary>
internal static class CampaignWire
{
    public static Schema.Submit ToMessage(CampaignCommands.Submit submit)
    {
        var message = new Schema.Submit
        {
            Spec = submit.Spec.ToMessage(),
            TaskContentHash = submit.TaskContentHash,
            NumericsVersion = submit.NumericsVersion,
        };
        if (submit.Priority is { } priority) message.Priority = priority;
        return message;
    }

    public static CampaignCommands.Submit ToRecord(Schema.Submit submit) => new(
        Plausible.Spec(Required.Of(submit.Spec).ToRecord()),
        submit.TaskContentHash,
        submit.NumericsVersion,
        submit.HasPriority ? submit.Priority : null);

    public static Schema.Description ToMessage(CampaignQueries.Description description) => new()
    {
        Spec = description.Spec.ToMessage(),
        TaskContentHash = description.TaskContentHash,
        NumericsVersion = description.NumericsVersion,
    };

    public static CampaignQueries.Description ToRecord(Schema.Description description) =>
        new(Plausible.Spec(Required.Of(description.Spec).ToRecord()), description.TaskContentHash, description.NumericsVersion);

    public static Schema.CampaignStatus ToMessage(CampaignStatus status)
    {
        var message = new Schema.CampaignStatus
        {
            Campaign = status.Campaign.Value,
            Phase = (int)status.Phase,
            Priority = status.Priority,
            Items = status.Items,
            Done = status.Done,
            InFlight = status.InFlight,
            Failed = status.Failed,
            Nodes = status.Nodes,
            Slots = status.Slots,
            EpochsPerSecond = status.EpochsPerSecond,
            RemainingEpochs = status.RemainingEpochs,
            StaleReports = status.StaleReports,
            Cells = { status.Cells.Select(ToMessage) },
            Running = { status.Running.Select(ToMessage) },
            Quarantined = { status.Quarantined.Select(ToMessage) },
            LeftOut = { status.LeftOut.Select(left => new Schema.LeftOutNode { Node = left.Node.Value, Reason = left.Reason }) },
        };
        if (status.Reason is not null) message.Reason = status.Reason;
        return message;
    }

    public static CampaignStatus ToRecord(Schema.CampaignStatus status) => new()
    {
        Campaign = Plausible.Campaign(status.Campaign),
        Phase = WireEnum.Checked<CampaignPhase>(status.Phase),
        Priority = status.Priority,
        Reason = status.HasReason ? Plausible.Text(status.Reason) : null,
        Items = Plausible.Count(status.Items),
        Done = Plausible.Count(status.Done),
        InFlight = Plausible.Count(status.InFlight),
        Failed = Plausible.Count(status.Failed),
        Nodes = Plausible.Count(status.Nodes),
        Slots = Plausible.Count(status.Slots),
        EpochsPerSecond = status.EpochsPerSecond,
        RemainingEpochs = Plausible.Count(status.RemainingEpochs),
        StaleReports = Plausible.Count(status.StaleReports),
        Cells = [.. status.Cells.Select(ToRecord)],
        Running = [.. status.Running.Select(ToRecord)],
        Quarantined = [.. status.Quarantined.Select(ToRecord)],
        LeftOut = [.. status.LeftOut.Select(left => new LeftOutNode(Plausible.Node(left.Node), Plausible.Text(left.Reason)))],
    };

    private static Schema.CellProgress ToMessage(CellProgress cell) => new()
    {
        Cell = cell.Cell,
        Done = cell.Done,
        Failed = cell.Failed,
        Divergent = cell.Divergent,
        Lambdas = cell.Lambdas,
        MeanLambda = cell.MeanLambda,
        LambdaDeviation = cell.LambdaDeviation,
        MeanFinalAccuracy = cell.MeanFinalAccuracy,
        Reached = { cell.Reached },
        MeanTrainingTime = { cell.MeanTrainingTime },
    };

    private static CellProgress ToRecord(Schema.CellProgress cell) => new(
        Plausible.Count(cell.Cell),
        Plausible.Count(cell.Done),
        Plausible.Count(cell.Failed),
        Plausible.Count(cell.Divergent),
        Plausible.Count(cell.Lambdas),
        cell.MeanLambda,
        cell.LambdaDeviation,
        cell.MeanFinalAccuracy,
        [.. cell.Reached],
        [.. cell.MeanTrainingTime]);

    private static Schema.RunningItem ToMessage(RunningItem item) => new()
    {
        Item = item.Item.Value,
        Attempt = item.Attempt.Value,
        Node = item.Node.Value,
        Epochs = item.Epochs,
        ContinuedFrom = item.ContinuedFrom,
    };

    private static RunningItem ToRecord(Schema.RunningItem item) =>
        new(Plausible.Item(item.Item), Plausible.Attempt(item.Attempt), Plausible.Node(item.Node), Plausible.Epochs(item.Epochs))
        {
            ContinuedFrom = Plausible.Epochs(item.ContinuedFrom),
        };

    private static Schema.QuarantinedItem ToMessage(QuarantinedItem item) => new()
    {
        Item = item.Item.Value,
        Failures = item.Failures,
        Error = item.Error,
        Node = item.Node.Value,
    };

    private static QuarantinedItem ToRecord(Schema.QuarantinedItem item) =>
        new(Plausible.Item(item.Item), Plausible.Count(item.Failures), Plausible.Text(item.Error), Plausible.Node(item.Node));
}
