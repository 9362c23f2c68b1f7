namespace Chaos.Actors.Coordinator;

/// <summary>How a coordinator works.</summary>
public sealed record CoordinatorSettings
{
    /// <summary>The SQLite file with journal, snapshots and results.</summary>
    public required string DatabasePath { get; init; }
}
