using Akka.Hosting;

namespace Chaos.Actors.Messages.Serialization;

/// <summary>Puts the project's own serializers, and nothing else, in charge of what is sent and stored.</summary>
public static class ChaosSerialization
{
    /// <summary>Binds every wire message and journal event to its serializer and refuses all other types.</summary>
    public static AkkaConfigurationBuilder AddChaosSerialization(this AkkaConfigurationBuilder builder) => builder
        .WithCustomSerializer("chaos-wire", WireSerializer.BoundTypes, system => new WireSerializer(system))
        .WithCustomSerializer("chaos-journal", JournalSerializer.BoundTypes, system => new JournalSerializer(system))
        .AddHocon(Refusals, HoconAddMode.Prepend);

    // HOCON because Akka.Hosting can add serializers but not replace the built-in ones.
    private static readonly string Refusals =
        $$"""
        akka.actor {
          serialization-settings.allow-unregistered-types = false
          serializers {
            json = "{{typeof(RefusingSerializer).AssemblyQualifiedName}}"
            proto = "{{typeof(RefusingSerializer).AssemblyQualifiedName}}"
          }
        }
        """;
}
