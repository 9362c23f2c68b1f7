using Akka.Hosting;

namespace Chaos.Actors.Coordinator.Persistence;

/// <summary>Where the journal and the snapshots are kept.</summary>
public static class ChaosPersistence
{
    /// <summary>Keeps journal and snapshots in a SQLite file, the same as the results (Results/ResultsStore.cs).</summary>
    public static AkkaConfigurationBuilder AddChaosPersistence(this AkkaConfigurationBuilder builder, string databasePath) =>
        throw new NotImplementedException(databasePath);
}
