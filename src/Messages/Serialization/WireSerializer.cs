using Akka.Actor;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Nodes;
using Chaos.Actors.Messages.Trainers;
using Google.Protobuf;
using Schema = Chaos.Actors.Messages.Serialization.WireSchema;

namespace Chaos.Actors.Messages.Serialization;

/// <summary>Everything nodes say to each other, as wire.proto has it.</summary>
public sealed class WireSerializer(ExtendedActorSystem system) : ProtobufSerializer(system, Id, Entries)
{
    /// <summary>Stands in every message.</summary>
    public const int Id = 7101;

    private static readonly Entry[] Entries =
    [
        Entry.Of<CampaignCommands.Submit, Schema.Submit>("submit", CampaignWire.ToMessage, CampaignWire.ToRecord),
        About("pause", (CampaignCommands.Pause m) => m.Campaign, id => new(id)),
        About("resume", (CampaignCommands.Resume m) => m.Campaign, id => new(id)),
        About("cancel", (CampaignCommands.Cancel m) => m.Campaign, id => new(id)),
        About("retry", (CampaignCommands.Retry m) => m.Campaign, id => new(id)),
        About("delete", (CampaignCommands.Delete m) => m.Campaign, id => new(id)),
        About("subscribe", (CampaignCommands.Subscribe m) => m.Campaign, id => new(id)),
        About("get-status", (CampaignQueries.GetStatus m) => m.Campaign, id => new(id)),
        About("get-campaign", (CampaignQueries.GetCampaign m) => m.Campaign, id => new(id)),
        Entry.Of<CampaignQueries.Description, Schema.Description>(
            "description", CampaignWire.ToMessage, CampaignWire.ToRecord),
        Entry.Of<CampaignQueries.ListCampaigns, Schema.ListCampaigns>("list-campaigns", _ => new(), _ => new()),
        Entry.Of<CampaignQueries.CampaignList, Schema.CampaignList>(
            "campaign-list",
            r => new()
            {
                Campaigns = { r.Campaigns.Select(id => id.Value) },
                Excluded = { r.Excluded.Select(id => id.Value) },
            },
            m => new([.. m.Campaigns.Select(WireValidation.Campaign)])
            {
                Excluded = [.. m.Excluded.Select(WireValidation.Node)],
            }),
        Entry.Of<CampaignReplies.Accepted, Schema.Accepted>(
            "accepted",
            CampaignWire.ToMessage,
            CampaignWire.ToRecord),
        Entry.Of<CampaignReplies.Refused, Schema.Refused>(
            "refused",
            r => new() { Campaign = r.Campaign.Value, Kind = (int)r.Kind, Reason = r.Reason },
            m => new(WireValidation.Campaign(m.Campaign), WireEnum.Checked<RefusalKind>(m.Kind), WireValidation.Text(m.Reason))),
        Entry.Of<CampaignStatus, Schema.CampaignStatus>("status", CampaignWire.ToMessage, CampaignWire.ToRecord),
        Entry.Of<CampaignNotices.CampaignSettled, Schema.CampaignStatus>(
            "settled", r => CampaignWire.ToMessage(r.Status), m => new(CampaignWire.ToRecord(m))),
        Entry.Of<CampaignNotices.StorageFailed, Schema.StorageFailed>(
            "storage-failed",
            r => new() { Campaign = r.Campaign.Value, Reason = r.Reason },
            m => new(WireValidation.Campaign(m.Campaign), WireValidation.Text(m.Reason))),

        Entry.Of<NodeCommands.Exclude, Schema.AboutNode>(
            "exclude", r => new() { Node = r.Node.Value }, m => new(WireValidation.Node(m.Node))),
        Entry.Of<NodeCommands.Include, Schema.AboutNode>(
            "include", r => new() { Node = r.Node.Value }, m => new(WireValidation.Node(m.Node))),
        Entry.Of<NodeReplies.Accepted, Schema.NodeAccepted>(
            "node-accepted", r => new() { Node = r.Node.Value, AtWork = r.AtWork }, m => new(WireValidation.Node(m.Node), m.AtWork)),
        Entry.Of<NodeReplies.Refused, Schema.NodeRefused>(
            "node-refused",
            r => new() { Node = r.Node.Value, Kind = (int)r.Kind, Reason = r.Reason },
            m => new(WireValidation.Node(m.Node), WireEnum.Checked<RefusalKind>(m.Kind), WireValidation.Text(m.Reason))),

        Entry.Of<NodeQueries.ListNodes, Schema.ListNodes>("list-nodes", _ => new(), _ => new()),
        Entry.Of<NodeQueries.NodeList, Schema.NodeList>("node-list", TrainerWire.ToMessage, TrainerWire.ToRecord),

        Entry.Of<CoordinatorCommands.Pull, Schema.Pull>("pull", TrainerWire.ToMessage, TrainerWire.ToRecord),
        Entry.Of<CoordinatorCommands.ResultReady, Schema.ResultReady>(
            "result", TrainerWire.ToMessage, TrainerWire.ToRecord),
        Entry.Of<CoordinatorCommands.ItemFailed, Schema.ItemFailed>(
            "item-failed", TrainerWire.ToMessage, TrainerWire.ToRecord),
        Entry.Of<CoordinatorCommands.GiveBack, Schema.GiveBack>(
            "give-back", TrainerWire.ToMessage, TrainerWire.ToRecord),
        Entry.Of<CoordinatorCommands.FetchData, Schema.FetchData>(
            "fetch-data",
            r => new() { Sha256 = r.Sha256, Part = r.Part },
            m => new(WireValidation.Sha256(m.Sha256), WireValidation.Count(m.Part))),
        Entry.Of<TrainerCommands.DataPart, Schema.DataPart>(
            "data-part",
            r => new() { Sha256 = r.Sha256, Part = r.Part, Parts = r.Parts, Bytes = UnsafeByteOperations.UnsafeWrap(r.Bytes) },
            m => new(WireValidation.Sha256(m.Sha256), WireValidation.Count(m.Part), WireValidation.Count(m.Parts), m.Bytes.ToByteArray())),
        Entry.Of<TrainerCommands.Assign, Schema.Assign>("assign", TrainerWire.ToMessage, TrainerWire.ToRecord),
        Entry.Of<TrainerCommands.ResultAcknowledged, Schema.ResultAcknowledged>(
            "acknowledged",
            r => new() { Campaign = r.Campaign.Value, Item = r.Item.Value, Attempt = r.Attempt.Value },
            m => new(WireValidation.Campaign(m.Campaign), WireValidation.Item(m.Item), WireValidation.Attempt(m.Attempt))),
        Entry.Of<TrainerCommands.Abandon, Schema.Abandon>(
            "abandon",
            r => new() { Campaign = r.Campaign.Value, Attempts = { r.Attempts.Select(id => id.Value) } },
            m => new(WireValidation.Campaign(m.Campaign), [.. WireValidation.List(m.Attempts).Select(WireValidation.Attempt)])),
        Entry.Of<TrainerCommands.Drain, Schema.Drain>(
            "drain", r => new() { GiveBackRunning = r.GiveBackRunning }, m => new(m.GiveBackRunning)),
        Entry.Of<TrainerCommands.Drained, Schema.Drained>(
            "drained", r => new() { Node = r.Node.Value }, m => new(WireValidation.Node(m.Node))),
    ];

    /// <summary>The types that may cross the wire.</summary>
    public static IEnumerable<Type> BoundTypes => Entries.Select(entry => entry.Type);

    private static Entry About<T>(string manifest, Func<T, CampaignId> campaign, Func<CampaignId, T> create)
        where T : notnull =>
        Entry.Of<T, Schema.AboutCampaign>(
            manifest, r => new() { Campaign = campaign(r).Value }, m => create(WireValidation.Campaign(m.Campaign)));
}
