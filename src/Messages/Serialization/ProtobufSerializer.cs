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
    public override object FromBinary(byte[] bytes, string manifest) =>
        _byManifest.TryGetValue(manifest, out var entry)
            ? entry.FromBytes(bytes)
            : throw new SerializationException($"{GetType().Name} knows no message \"{manifest}\".");

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
            var parser = new MessageParser<TMessage>(() => new TMessage());
            return new Entry(manifest, typeof(TRecord), o => to((TRecord)o), bytes => from(parser.ParseFrom(bytes)));
        }
    }
}
