using Akka.Hosting;

namespace Chaos.Actors.Coordinator;

/// <summary>Adds the coordinator to a node.</summary>
public static class CoordinatorHosting
{
    /// <summary>Starts the coordinator and registers it under <see cref="Messages.CoordinatorKey"/>.</summary>
    public static AkkaConfigurationBuilder AddCoordinator(
        this AkkaConfigurationBuilder builder, CoordinatorSettings settings) =>
        throw new NotImplementedException(settings.DatabasePath);
}
