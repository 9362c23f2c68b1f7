using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using Google.Protobuf;

namespace Chaos.Actors.Messages.Serialization;

/// <summary>
/// Serializes a closed list of types through Protobuf messages. A manifest names a meaning and never changes it.
/// </summary>
public abstract class ProtobufSerializer : SerializerWithStringManifest
{
    private readonly Dictionary<Type, Entry> _byType;
    private readonly Dictionary<string, Entry> _byManifest;

    private protected ProtobufSerializer(ExtendedActorSystem system, int identifier, IEnumerable<Entry> entries)
        : base(system)
    {
        Identifier = identifier;
        _byType = entries.ToDictionary(entry => entry.Type);
        _byManifest = _byType.Values.ToDictionary(entry => entry.Manifest, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public override int Identifier { get; }

    /// <summary>The types this serializer is responsible for.</summary>
    public IReadOnlyCollection<Type> Types => _byType.Keys;

    /// <inheritdoc/>
    public override string Manifest(object o) => Find(o).Manifest;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => Find(obj).ToMessage(obj).ToByteArray();

    /// <inheritdoc/>
    /// <exception cref="SerializationException">The bytes are no message of ours, or one that nobody would send.</exception>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        if (!_byManifest.TryGetValue(manifest, out var entry))
            throw new SerializationException($"{GetType().Name} knows no message \"{manifest}\".");
        try
        {
            return entry.FromBytes(bytes);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new SerializationException($"The {bytes.Length} bytes of a message \"{manifest}\" cannot be read: {e.Message}", e);
        }
    }

    private Entry Find(object o) =>
        _byType.TryGetValue(o.GetType(), out var entry)
            ? entry
            : throw new SerializationException($"{GetType().Name} does not serialize {o.GetType().FullName}.");

    private protected sealed record Entry(
        string Manifest, Type Type, Func<object, IMessage> ToMessage, Func<byte[], object> FromBytes)
    {
        public static Entry Of<TRecord, TMessage>(
            string manifest, Func<TRecord, TMessage> to, Func<TMessage, TRecord> from)
            where TRecord : notnull
            where TMessage : class, IMessage<TMessage>, new()
        {
            // Fields nobody knows would be kept at many times their size, and nobody asks for them.
            var parser = new MessageParser<TMessage>(() => new TMessage()).WithDiscardUnknownFields(true);
            var type = new TMessage().Descriptor;
            return new Entry(manifest, typeof(TRecord), o => to((TRecord)o), bytes =>
                PartCount.Of(bytes, type) <= PartCount.Most
                    ? from(parser.ParseFrom(bytes))
                    : throw new SerializationException($"A message \"{manifest}\" has more than {PartCount.Most} parts."));
        }
    }
}
