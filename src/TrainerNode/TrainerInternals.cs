using Chaos.Actors.TrainerNode.Checkpoints;

namespace Chaos.Actors.TrainerNode;

/// <summary>What a node tells its own trainer. Never leaves the process.</summary>
public static class TrainerInternals
{
    /// <summary>Another coordinator may be active now: what is not acknowledged is told again at once.</summary>
    public sealed record CoordinatorChanged;

    /// <summary>Time has passed.</summary>
    internal sealed record Tick;

    /// <summary>
    /// A slot is done with this job, and keeps its outcome until it is collected. Of a job that no slot has any more it says nothing.
    /// </summary>
    internal sealed record SlotFinished(SlotJob Job);

    /// <summary>What was running when the process before this one died.</summary>
    internal sealed record LeftoversFound(IReadOnlyList<CrashMarkers.Leftover> Leftovers);
}
