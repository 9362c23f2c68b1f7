using Akka.Actor;
using Chaos.Actors.Messages;

namespace Chaos.Actors.TrainerNode;

/// <summary>What a node tells its own trainer. Never leaves the process.</summary>
public static class TrainerInternals
{
    /// <summary>The coordinator is now to be found elsewhere.</summary>
    public sealed record CoordinatorChanged(IActorRef Coordinator);

    /// <summary>Time has passed.</summary>
    internal sealed record Tick;

    /// <summary>A slot is done with its item; without an outcome it was cancelled.</summary>
    internal sealed record SlotFinished(int Slot, ICampaignMessage? Outcome);
}
