using Akka.Actor;
using Akka.Hosting;
using Akka.Remote.Hosting;
using Chaos.Actors.Cluster.Certificates;
using Chaos.Actors.Cluster.Settings;
using Chaos.Actors.Messages.Serialization;

namespace Chaos.Actors.Cluster.Membership;

/// <summary>How processes talk to each other: Akka.Remote over TCP, with TLS where there are certificates.</summary>
public static class ChaosRemoting
{
    /// <summary>
    /// The largest message. A result carries a few numbers an epoch and copy, and one larger than this could never be
    /// delivered, so that campaigns with such items are refused (<see cref="LargestResult"/>).
    /// </summary>
    public const int LargestFrame = 32 * 1024 * 1024;

    /// <summary>The largest result, in bytes of its series; the rest of a frame is for what goes around them.</summary>
    public const long LargestResult = LargestFrame - 256 * 1024;

    /// <summary>Adds remoting and this project's serializers, and refuses every other type.</summary>
    /// <param name="builder">The actor system's builder.</param>
    /// <param name="listen">Where to listen.</param>
    /// <param name="advertised">Where others are told to connect; port 0 for the one it listens on.</param>
    /// <param name="certificate">The certificate, or null for plain TCP.</param>
    public static AkkaConfigurationBuilder AddChaosRemoting(
        this AkkaConfigurationBuilder builder,
        (string Host, int Port) listen,
        (string Host, int Port) advertised,
        NodeCertificate? certificate)
    {
        if (certificate is not null) builder.AddSetup(certificate.ToSetup());
        return builder
            .AddChaosSerialization()
            .WithRemoting(new RemoteOptions
            {
                HostName = listen.Host,
                Port = listen.Port,
                PublicHostName = advertised.Host,
                PublicPort = advertised.Port == 0 ? null : advertised.Port,
                MaxFrameSize = LargestFrame,
                EnableSsl = certificate is not null,
            })
            // Not to be had through Akka.Hosting. A lost peer shows in the cluster's state, and one that is started again is
            // back within a second or two: it need not be left alone for five. Batching may keep what is sent for up to 40 ms, in
            // which a slot waits for its next item. What DotNetty calls reusing an address lets two processes listen on one port on Linux,
            // and the kernel then gives each connection to either; a port that was in use a moment ago can be taken without it.
            .AddHocon(
                """
                akka.remote.log-remote-lifecycle-events = off
                akka.remote.retry-gate-closed-for = 1s
                akka.remote.dot-netty.tcp.batching.enabled = false
                # On Unix .NET takes this for SO_REUSEPORT too, and two nodes would share a port without a word. A port that was in use a
                # moment ago can be listened on again without it.
                akka.remote.dot-netty.tcp.tcp-reuse-addr = off
                """,
                HoconAddMode.Prepend);
    }

    /// <summary>The address of a node of the cluster.</summary>
    public static Address ToAkka(this NodeAddress address, NodeCertificate? certificate) =>
        new(certificate is null ? "akka.tcp" : "akka.ssl.tcp", ClusterNames.System, address.Host, address.Port);
}
