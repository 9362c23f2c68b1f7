using Chaos.Actors.Cluster.Certificates;

namespace Chaos.Actors.Cluster.Settings;

/// <summary>How a node is reached by the others and finds them.</summary>
public sealed record ClusterSettings
{
    /// <summary>The port of a coordinator unless told otherwise.</summary>
    public const int DefaultPort = 4053;

    /// <summary>Where it listens.</summary>
    public required string Host { get; init; }

    /// <summary>The port it listens on; 0 for any free one.</summary>
    public required int Port { get; init; }

    /// <summary>Where others reach it; port 0 for the one it listens on.</summary>
    public required string PublicHost { get; init; }

    /// <summary>The port at which others reach it; 0 for the one it listens on.</summary>
    public required int PublicPort { get; init; }

    /// <summary>Where the cluster is found.</summary>
    public required IReadOnlyList<NodeAddress> Seeds { get; init; }

    /// <summary>How many coordinators there are meant to be.</summary>
    public required int Coordinators { get; init; }

    /// <summary>Silence after which a node counts as unreachable.</summary>
    public required TimeSpan HeartbeatPause { get; init; }

    /// <summary>How long a trainer waits for a coordinator to be seen again; a third of what coordinators wait for each other.</summary>
    public required TimeSpan OrphanedAfter { get; init; }

    /// <summary>Certificate and authority; null on loopback.</summary>
    public required NodeCertificate? Certificate { get; init; }

    /// <summary>Coordinators that must see each other for campaigns to go on.</summary>
    public int Quorum => Coordinators / 2 + 1;

    /// <summary>Reads the settings of a coordinator or a trainer.</summary>
    public static ClusterSettings Read(SettingsReader reader, NodeKind kind)
    {
        var coordinator = kind == NodeKind.Coordinator;
        var certificate = NodeCertificate.Read(reader);
        var host = reader.Text(KnownSettings.Host) ?? "127.0.0.1";
        var publicHost = reader.Text(KnownSettings.PublicHost) is { } name
            ? NodeAddress.DashAddresses(name)
            : NodeAddress.IsWildcard(host) ? Environment.MachineName : host;
        var port = reader.Whole(KnownSettings.Port, coordinator ? DefaultPort : 0, coordinator ? 1 : 0, 65535);
        var publicPort = reader.Whole(KnownSettings.PublicPort, port, coordinator ? 1 : 0, 65535);
        var settings = new ClusterSettings
        {
            Host = host == "*" ? "0.0.0.0" : host,
            Port = port,
            PublicHost = publicHost,
            PublicPort = publicPort,
            Seeds = ReadSeeds(reader, coordinator ? new NodeAddress(publicHost, publicPort) : null),
            Coordinators = reader.Whole(KnownSettings.Coordinators, 1, 1, 5),
            HeartbeatPause = reader.Time(
                KnownSettings.HeartbeatPause, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2)),
            OrphanedAfter = reader.Time(
                KnownSettings.OrphanedAfter, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            Certificate = certificate,
        };
        settings.Check(reader, coordinator);
        return settings;
    }

    private static List<NodeAddress> ReadSeeds(SettingsReader reader, NodeAddress? own)
    {
        var seeds = new List<NodeAddress>();
        foreach (var text in reader.List(KnownSettings.Seeds))
        {
            if (NodeAddress.Parse(text, DefaultPort) is { } seed) seeds.Add(seed);
            else reader.Problem(KnownSettings.Seeds, $"found {text}, expected HOST:PORT");
        }
        if (seeds.Count == 0) seeds.Add(own ?? new NodeAddress("127.0.0.1", DefaultPort));
        return seeds;
    }

    private void Check(SettingsReader reader, bool coordinator)
    {
        // Several coordinators start one cluster only if all of them know the same first seed.
        if (coordinator && !Seeds.Contains(new NodeAddress(PublicHost, PublicPort)))
        {
            reader.Problem(KnownSettings.Seeds,
                $"found {string.Join(",", Seeds)}, expected this coordinator's own address {PublicHost}:{PublicPort} among them");
        }
        if (Certificate is null) RequireLoopback(reader);
        else if (!Certificate.Names(PublicHost))
        {
            reader.Problem(KnownSettings.Certificate,
                $"names {string.Join(", ", Certificate.Hosts)} and not {PublicHost}, under which this node is reached; "
                + "make one with `chaos certs node`, or set " + KnownSettings.PublicHost.Path);
        }
    }

    private void RequireLoopback(SettingsReader reader)
    {
        Refuse(KnownSettings.Host, Host);
        if (PublicHost != Host) Refuse(KnownSettings.PublicHost, PublicHost);
        if (Seeds.FirstOrDefault(seed => !seed.IsLoopback) is { } seed) Refuse(KnownSettings.Seeds, seed.ToString());

        void Refuse(Setting setting, string found)
        {
            if (NodeAddress.IsLoopbackHost(found) || NodeAddress.Parse(found) is { IsLoopback: true }) return;
            reader.Problem(setting,
                $"{found} is not this machine alone, and nodes talk across machines only with certificates: make them with "
                + "`chaos certs ca` and `chaos certs node`, and set "
                + $"{KnownSettings.Certificate.Path}, {KnownSettings.Key.Path} and {KnownSettings.Authority.Path}");
        }
    }
}
