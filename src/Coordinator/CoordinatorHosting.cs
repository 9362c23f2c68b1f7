using Akka.Actor;
using Akka.Hosting;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Coordinator.Storage;
using Chaos.Actors.Messages;

namespace Chaos.Actors.Coordinator;

/// <summary>Adds the coordinator to a node.</summary>
public static class CoordinatorHosting
{
    /// <summary>
    /// Starts the coordinator and registers it under <see cref="CoordinatorKey"/>. Needs <c>AddChaosSerialization</c> and
    /// <c>AddChaosPersistence</c> with the same database.
    /// </summary>
    /// <exception cref="StorageException">The database cannot be written.</exception>
    public static AkkaConfigurationBuilder AddCoordinator(
        this AkkaConfigurationBuilder builder, CoordinatorSettings settings)
    {
        var store = ResultsStore.Open(settings.Database);
        return builder.WithActors((system, registry) => registry.Register<CoordinatorKey>(
            system.ActorOf(Props.Create(() => new CoordinatorActor(store, settings)), "coordinator")));
    }
}
