namespace Chaos.Actors.Messages.Trainers;

/// <summary>What a trainer does with an item it holds.</summary>
public enum AttemptPhase
{
    /// <summary>Waits for a slot.</summary>
    Queued = 1,

    /// <summary>Is being computed.</summary>
    Running = 2,

    /// <summary>Finished or failed; the coordinator has not acknowledged it yet.</summary>
    Finished = 3,
}
