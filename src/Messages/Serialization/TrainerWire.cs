using Chaos.Actors.Campaigns.Canonical;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages.Nodes;
using Chaos.Actors.Messages.Trainers;
using Google.Protobuf.Collections;
using Schema = Chaos.Actors.Messages.Serialization.WireSchema;

namespace Chaos.Actors.Messages.Serialization;

/// <summary>Messages between trainers and the coordinator, to and from wire.proto.</summary>
internal static class TrainerWire
{
    public static Schema.Pull ToMessage(CoordinatorCommands.Pull pull) => new()
    {
        Node = pull.Node.Value,
        Slots = pull.Slots,
        Free = pull.Free,
        Held = { pull.Held.Select(ToMessage) },
        NumericsVersion = pull.NumericsVersion,
    };

    public static CoordinatorCommands.Pull ToRecord(Schema.Pull pull) =>
        new(
            WireValidation.Node(pull.Node),
            WireValidation.Slots(pull.Slots),
            WireValidation.Slots(pull.Free),
            [.. WireValidation.List(pull.Held).Select(ToRecord)])
        {
            NumericsVersion = pull.NumericsVersion == 0 ? 1 : pull.NumericsVersion,
        };

    public static Schema.NodeList ToMessage(NodeQueries.NodeList list) => new()
    {
        Nodes =
        {
            list.Nodes.Select(node => new Schema.NodeReport
            {
                Node = node.Node.Value,
                Slots = node.Slots,
                Free = node.Free,
                SilenceTicks = node.Silence.Ticks,
                EpochsPerSecond = node.EpochsPerSecond,
                NumericsVersion = node.NumericsVersion,
                Held = { node.Held.Select(ToMessage) },
            }),
        },
    };

    public static NodeQueries.NodeList ToRecord(Schema.NodeList list) => new(
    [
        .. WireValidation.List(list.Nodes).Select(node => new NodeReport(
            WireValidation.Node(node.Node),
            WireValidation.Slots(node.Slots),
            WireValidation.Slots(node.Free),
            WireValidation.Duration(node.SilenceTicks),
            node.EpochsPerSecond,
            node.NumericsVersion,
            [.. WireValidation.List(node.Held).Select(ToRecord)])),
    ]);

    public static Schema.ResultReady ToMessage(CoordinatorCommands.ResultReady result) => new()
    {
        Campaign = result.Campaign.Value,
        Item = result.Item.Value,
        Attempt = result.Attempt.Value,
        Node = result.Node.Value,
        Series = ToMessage(result.Series),
        Summary = result.Summary.ToMessage(),
        Digest = ValueMapping.DigestBytes(result.Digest),
        NumericsVersion = result.NumericsVersion,
        DurationTicks = result.Duration.Ticks,
    };

    public static CoordinatorCommands.ResultReady ToRecord(Schema.ResultReady result) => new(
        WireValidation.Campaign(result.Campaign),
        WireValidation.Item(result.Item),
        WireValidation.Attempt(result.Attempt),
        WireValidation.Node(result.Node),
        WireValidation.Series(ToRecord(Required.Of(result.Series))),
        Required.Of(result.Summary).ToRecord(),
        WireValidation.Digest(result.Digest),
        result.NumericsVersion,
        WireValidation.Duration(result.DurationTicks));

    public static Schema.ItemFailed ToMessage(CoordinatorCommands.ItemFailed failed) => new()
    {
        Campaign = failed.Campaign.Value,
        Item = failed.Item.Value,
        Attempt = failed.Attempt.Value,
        Node = failed.Node.Value,
        Kind = failed.Kind.ToMessage(),
        Error = failed.Error,
    };

    public static CoordinatorCommands.ItemFailed ToRecord(Schema.ItemFailed failed) => new(
        WireValidation.Campaign(failed.Campaign),
        WireValidation.Item(failed.Item),
        WireValidation.Attempt(failed.Attempt),
        WireValidation.Node(failed.Node),
        failed.Kind.ToRecord(),
        WireValidation.Text(failed.Error));

    public static Schema.GiveBack ToMessage(CoordinatorCommands.GiveBack giveBack) => new()
    {
        Campaign = giveBack.Campaign.Value,
        Node = giveBack.Node.Value,
        Items =
        {
            giveBack.Items.Select(item => new Schema.GivenBack { Item = item.Item.Value, Attempt = item.Attempt.Value }),
        },
    };

    public static CoordinatorCommands.GiveBack ToRecord(Schema.GiveBack giveBack) => new(
        WireValidation.Campaign(giveBack.Campaign),
        WireValidation.Node(giveBack.Node),
        [.. WireValidation.List(giveBack.Items).Select(item =>
            new GivenBack(WireValidation.Item(item.Item), WireValidation.Attempt(item.Attempt)))]);

    public static Schema.Assign ToMessage(TrainerCommands.Assign assign)
    {
        var message = new Schema.Assign { Items = { assign.Items.Select(ToMessage) } };
        if (assign.Work is { } work)
        {
            message.Work = new Schema.CampaignWork
            {
                Campaign = work.Campaign.Value,
                Tasks = { work.Tasks.Select(task => task.ToMessage()) },
                TaskContents = work.TaskContents.Text,
                NumericsVersion = work.NumericsVersion,
                Thresholds = { work.Thresholds },
            };
        }
        return message;
    }

    public static TrainerCommands.Assign ToRecord(Schema.Assign assign)
    {
        var work = assign.Work is null
            ? null
            : new CampaignWork(
                WireValidation.Campaign(assign.Work.Campaign),
                [.. WireValidation.List(assign.Work.Tasks).Select(task => task.ToRecord())],
                WireValidation.Contents(assign.Work.TaskContents),
                assign.Work.NumericsVersion,
                [.. assign.Work.Thresholds]);
        Assignment[] items = [.. WireValidation.List(assign.Items).Select(ToRecord)];
        foreach (var item in items) WireValidation.Task(item.Task, work);
        return new TrainerCommands.Assign(work, items);
    }

    private static Schema.Assignment ToMessage(Assignment assignment)
    {
        var message = new Schema.Assignment
        {
            Item = assignment.Item.Value,
            Attempt = assignment.Attempt.Value,
            PairGroup = assignment.Spec.ToMessage(),
            Task = assignment.Task,
        };
        if (assignment.TraceParent is { } parent) message.TraceParent = parent;
        return message;
    }

    private static Assignment ToRecord(Schema.Assignment assignment) => new(
        WireValidation.Item(assignment.Item),
        WireValidation.Attempt(assignment.Attempt),
        WireValidation.Spec(Required.Of(assignment.PairGroup).ToRecord()),
        WireValidation.Count(assignment.Task),
        assignment.HasTraceParent ? WireValidation.Text(assignment.TraceParent) : null);

    private static Schema.HeldAttempt ToMessage(HeldAttempt held) => new()
    {
        Campaign = held.Campaign.Value,
        Item = held.Item.Value,
        Attempt = held.Attempt.Value,
        Phase = (int)held.Phase,
        Epochs = held.Epochs,
        ContinuedFrom = held.ContinuedFrom,
    };

    private static HeldAttempt ToRecord(Schema.HeldAttempt held) => new(
        WireValidation.Campaign(held.Campaign),
        WireValidation.Item(held.Item),
        WireValidation.Attempt(held.Attempt),
        WireEnum.Checked<AttemptPhase>(held.Phase),
        WireValidation.Epochs(held.Epochs))
    {
        ContinuedFrom = WireValidation.Epochs(held.ContinuedFrom),
    };

    private static Schema.Series ToMessage(PairGroupSeries series)
    {
        var message = new Schema.Series
        {
            Loss = { series.Loss.Select(ToMessage) },
            Accuracy = ToMessage(series.Accuracy),
            Distance = { series.Distance.Select(ToMessage) },
            Observed =
            {
                series.Observed.Select(one => new Schema.NamedSeries { Name = one.Name, Rows = { one.Rows.Select(ToMessage) } }),
            },
        };
        if (series.DivergedAt is { } epoch) message.DivergedAt = epoch;
        return message;
    }

    private static PairGroupSeries ToRecord(Schema.Series series) => new(
        ToRows(series.Loss),
        [.. Required.Of(series.Accuracy).Values],
        ToRows(series.Distance),
        series.HasDivergedAt ? series.DivergedAt : null)
    {
        Observed = [.. WireValidation.Observables(series.Observed).Select(one => new NamedSeries(one.Name, ToRows(one.Rows)))],
    };

    private static Schema.Row ToMessage(double[] values) => new() { Values = { values } };

    private static double[][] ToRows(RepeatedField<Schema.Row> rows) => [.. rows.Select(row => row.Values.ToArray())];
}
