namespace Chaos.Actors.Cluster.Telemetry;

/// <summary>What this program's meters, activity sources and attributes are called.</summary>
public static class TelemetryNames
{
    /// <summary>Meter and activity source of the coordinator.</summary>
    public const string Coordinator = "Chaos.Actors.Coordinator";

    /// <summary>Meter and activity source of a trainer.</summary>
    public const string Trainer = "Chaos.Actors.TrainerNode";

    /// <summary>Meter of what every node has: readiness, disk.</summary>
    public const string Node = "Chaos.Actors.Cluster";

    /// <summary>Attribute: the campaign.</summary>
    public const string Campaign = "chaos_actors.campaign.name";

    /// <summary>Attribute: where a campaign stands.</summary>
    public const string Phase = "chaos_actors.phase";

    /// <summary>Attribute: the item's index.</summary>
    public const string Item = "chaos_actors.item.index";

    /// <summary>Attribute: where an item stands.</summary>
    public const string ItemState = "chaos_actors.item.state";

    /// <summary>Attribute: whether a slot is free or busy.</summary>
    public const string SlotState = "chaos_actors.slot.state";

    /// <summary>Attribute: the attempt.</summary>
    public const string Attempt = "chaos_actors.attempt.id";

    /// <summary>Attribute: what became of an attempt.</summary>
    public const string Outcome = "chaos_actors.attempt.outcome";

    /// <summary>Attribute: the trainer.</summary>
    public const string NodeName = "chaos_actors.node.name";

    /// <summary>Attribute of OpenTelemetry's own conventions: the class of an error.</summary>
    public const string ErrorType = "error.type";
}
