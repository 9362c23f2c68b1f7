using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace Chaos.Actors.Messages.Serialization;

/// <summary>
/// Takes the place of a serializer that would build any type an inbound message names, whatever the bindings say.
/// </summary>
public abstract class RefusingSerializer(ExtendedActorSystem system, int identifier) : Serializer(system)
{
    /// <inheritdoc/>
    public override int Identifier { get; } = identifier;

    /// <inheritdoc/>
    public override bool IncludeManifest => true;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => throw Refusal(obj.GetType().FullName);

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, Type type) => throw Refusal(type?.FullName);

    private static SerializationException Refusal(string? type) =>
        new($"{type ?? "A message without type"} is not one of the listed Protobuf messages, and nothing else is accepted.");
}

/// <summary>Sits in the slot, and under the identifier, of Akka's reflective JSON serializer.</summary>
public sealed class RefusingJsonSerializer : RefusingSerializer
{
    /// <summary>Creates the serializer; Akka looks for this constructor.</summary>
    public RefusingJsonSerializer(ExtendedActorSystem system)
        : base(system, 1)
    {
    }

    /// <summary>Creates the serializer; Akka prefers this constructor where settings are given for the slot.</summary>
    public RefusingJsonSerializer(ExtendedActorSystem system, Config config)
        : this(system) => _ = config;
}

/// <summary>Sits in the slot, and under the identifier, of Akka's serializer of arbitrary Protobuf messages.</summary>
public sealed class RefusingProtobufSerializer : RefusingSerializer
{
    /// <summary>Creates the serializer; Akka looks for this constructor.</summary>
    public RefusingProtobufSerializer(ExtendedActorSystem system)
        : base(system, 2)
    {
    }

    /// <summary>Creates the serializer; Akka prefers this constructor where settings are given for the slot.</summary>
    public RefusingProtobufSerializer(ExtendedActorSystem system, Config config)
        : this(system) => _ = config;
}
