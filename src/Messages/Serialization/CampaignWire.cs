using Chaos.Actors.Campaigns.Canonical;
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
            TaskContents = submit.TaskContents.Text,
            NumericsVersion = submit.NumericsVersion,
            Adopt = submit.Adopt,
        };
        if (submit.Priority is { } priority) message.Priority = priority;
        return message;
    }

    public static CampaignCommands.Submit ToRecord(Schema.Submit submit) => new(
        WireValidation.Spec(Required.Of(submit.Spec).ToRecord()),
        WireValidation.Contents(submit.TaskContents),
        submit.NumericsVersion,
        submit.HasPriority ? submit.Priority : null)
    {
        Adopt = submit.Adopt,
    };

    public static Schema.Accepted ToMessage(CampaignReplies.Accepted accepted)
    {
        var message = new Schema.Accepted { Campaign = accepted.Campaign.Value, Existing = accepted.Existing };
        if (accepted.Here is { } here) message.Here = here;
        return message;
    }

    public static CampaignReplies.Accepted ToRecord(Schema.Accepted accepted) =>
        new(WireValidation.Campaign(accepted.Campaign), accepted.Existing)
        {
            Here = accepted.HasHere ? WireValidation.Count(accepted.Here) : null,
        };

    public static Schema.Description ToMessage(CampaignQueries.Description description) => new()
    {
        Spec = description.Spec.ToMessage(),
        TaskContents = description.TaskContents.Text,
        NumericsVersion = description.NumericsVersion,
    };

    public static CampaignQueries.Description ToRecord(Schema.Description description) =>
        new(WireValidation.Spec(Required.Of(description.Spec).ToRecord()), WireValidation.Contents(description.TaskContents), description.NumericsVersion);

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
        Campaign = WireValidation.Campaign(status.Campaign),
        Phase = WireEnum.Checked<CampaignPhase>(status.Phase),
        Priority = status.Priority,
        Reason = status.HasReason ? WireValidation.Text(status.Reason) : null,
        Items = WireValidation.Count(status.Items),
        Done = WireValidation.Count(status.Done),
        InFlight = WireValidation.Count(status.InFlight),
        Failed = WireValidation.Count(status.Failed),
        Nodes = WireValidation.Count(status.Nodes),
        Slots = WireValidation.Count(status.Slots),
        EpochsPerSecond = status.EpochsPerSecond,
        RemainingEpochs = WireValidation.Count(status.RemainingEpochs),
        StaleReports = WireValidation.Count(status.StaleReports),
        Cells = [.. status.Cells.Select(ToRecord)],
        Running = [.. status.Running.Select(ToRecord)],
        Quarantined = [.. status.Quarantined.Select(ToRecord)],
        LeftOut = [.. status.LeftOut.Select(left => new LeftOutNode(WireValidation.Node(left.Node), WireValidation.Text(left.Reason)))],
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
        WireValidation.Count(cell.Cell),
        WireValidation.Count(cell.Done),
        WireValidation.Count(cell.Failed),
        WireValidation.Count(cell.Divergent),
        WireValidation.Count(cell.Lambdas),
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
        new(WireValidation.Item(item.Item), WireValidation.Attempt(item.Attempt), WireValidation.Node(item.Node), WireValidation.Epochs(item.Epochs))
        {
            ContinuedFrom = WireValidation.Epochs(item.ContinuedFrom),
        };

    private static Schema.QuarantinedItem ToMessage(QuarantinedItem item) => new()
    {
        Item = item.Item.Value,
        Failures = item.Failures,
        Error = item.Error,
        Node = item.Node.Value,
    };

    private static QuarantinedItem ToRecord(Schema.QuarantinedItem item) =>
        new(WireValidation.Item(item.Item), WireValidation.Count(item.Failures), WireValidation.Text(item.Error), WireValidation.Node(item.Node));
}
