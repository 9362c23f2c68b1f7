using Akka.Actor;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Coordinator;

/// <summary>What the coordinator knows of one of its campaigns.</summary>
internal sealed class RegisteredCampaign
{
    /// <summary>The campaign's actor; null when it has stopped.</summary>
    public IActorRef? Actor { get; set; }

    /// <summary>Why it stops or has stopped; null while all is well.</summary>
    public string? Broken { get; set; }

    /// <summary>Who has asked for its removal, which goes on; else null.</summary>
    public IActorRef? Deletion { get; set; }

    /// <summary>Why it waits for its store; null while it does not.</summary>
    public string? Outage { get; set; }

    /// <summary>How often in a row it has been started and interrupted.</summary>
    public int Interruptions { get; set; }

    /// <summary>Whether it has been recovered.</summary>
    public bool IsRecovered { get; set; }

    /// <summary>Its priority among campaigns.</summary>
    public int Priority { get; set; }

    /// <summary>Whether it may still hold what excluded nodes computed.</summary>
    public bool IsExclusionPending { get; set; }

    /// <summary>Its last status, if it is settled.</summary>
    public CampaignStatus? Settled { get; set; }

    /// <summary>Who is told its notices.</summary>
    public HashSet<IActorRef> Subscribers { get; } = [];

    /// <summary>Why it cannot be asked at the moment; null if it can.</summary>
    public string? Trouble => Broken ?? Outage;

    /// <summary>Whether it may have items to assign.</summary>
    public bool MayAssign => Actor is not null && Trouble is null && IsRecovered && Settled is null;
}
