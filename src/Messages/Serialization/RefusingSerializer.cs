using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace Chaos.Actors.Messages.Serialization;

/// <summary>
/// Sits in the slots of Akka's reflective JSON serializer and of its serializer of arbitrary Protobuf messages: with
/// either in place, an inbound message could name any type to be built, whatever the bindings say.
/// </summary>
public sealed class RefusingSerializer : Serializer
{
    /// <summary>Creates the serializer; Akka looks for this constructor.</summary>
    public RefusingSerializer(ExtendedActorSystem system)
        : base(system)
    {
    }

    /// <summary>Creates the serializer; Akka prefers this constructor where settings are given for the slot.</summary>
    public RefusingSerializer(ExtendedActorSystem system, Config config)
        : base(system) => _ = config;

    /// <inheritdoc/>
    public override int Identifier => 9100;

    /// <inheritdoc/>
    public override bool IncludeManifest => true;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => throw Refusal(obj.GetType().FullName);

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, Type type) => throw Refusal(type?.FullName);

    private static SerializationException Refusal(string? type) =>
        new($"{type ?? "A message without type"} is not one of the listed Protobuf messages, and nothing else is accepted.");
}
