using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Training;

/// <summary>A task laid out for the kernels, once, and shared read-only by every pair group that trains on it.</summary>
public sealed class PreparedTask(LearningTask task)
{
    /// <summary>The task.</summary>
    public LearningTask Task { get; } = task;
}
