using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace Chaos.Actors.Cluster.Tests.Strangers;

/// <summary>
/// A real actor system that knows Akka and nothing of this program: it says what Akka's own serializers make of anything, and
/// whatever bytes it likes under any serializer's number.
/// </summary>
internal sealed class StrangeSystem : IAsyncDisposable
{
    private const int LargestFrame = 128 << 20;
    private readonly ActorSystem _system;
    private readonly Address _address;

    public StrangeSystem(int port)
    {
        _address = new Address("akka.tcp", "chaos", "127.0.0.1", port);
        _system = ActorSystem.Create("stranger", ConfigurationFactory.ParseString(
            $$"""
            akka {
              loglevel = OFF
              stdout-loglevel = OFF
              actor {
                provider = remote
                serializers.forged = "{{typeof(ForgingSerializer).AssemblyQualifiedName}}"
                serialization-bindings { "{{typeof(Forgery).AssemblyQualifiedName}}" = forged }
              }
              remote.dot-netty.tcp {
                hostname = 127.0.0.1
                port = 0
                maximum-frame-size = {{LargestFrame}}b
                send-buffer-size = 1m
              }
            }
            """));
    }

    /// <summary>Sends a message to an actor of the node.</summary>
    public void Tell(string path, object message) =>
        _system.ActorSelection(new RootActorPath(_address) / path.Split('/')).Tell(message, ActorRefs.NoSender);

    public async ValueTask DisposeAsync() => await _system.Terminate();

    /// <summary>Bytes under a serializer's number and a manifest.</summary>
    public sealed record Forgery(int Serializer, string Manifest, byte[] Bytes);

    /// <summary>Something no node of ours would say, in Akka's JSON.</summary>
    public sealed record Unlisted(string Text);

    private sealed class ForgingSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
    {
        private int _next = 7101;

        // Asked for after the bytes, of the same message, by the one thread that writes.
        public override int Identifier => _next;

        public override string Manifest(object o) => ((Forgery)o).Manifest;

        public override byte[] ToBinary(object obj)
        {
            _next = ((Forgery)obj).Serializer;
            return ((Forgery)obj).Bytes;
        }

        public override object FromBinary(byte[] bytes, string manifest) => throw new NotSupportedException();
    }
}
