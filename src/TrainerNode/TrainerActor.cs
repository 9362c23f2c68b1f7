using Akka.Hosting;

namespace Chaos.Actors.TrainerNode;

/// <summary>Adds a trainer to a node.</summary>
public static class TrainerHosting
{
    /// <summary>Starts a trainer that works for the coordinator registered under <see cref="Messages.CoordinatorKey"/>,
    /// and registers it under <see cref="TrainerKey"/>.</summary>
    public static AkkaConfigurationBuilder AddTrainer(this AkkaConfigurationBuilder builder, TrainerSettings settings) =>
        throw new NotImplementedException(settings.Node.ToString());
}
