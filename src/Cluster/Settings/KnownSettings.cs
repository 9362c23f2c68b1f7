using static Chaos.Actors.Cluster.Settings.NodeKind;

namespace Chaos.Actors.Cluster.Settings;

/// <summary>Every setting there is. Flags, help, checks and the table in docs/operations.md follow from this list.</summary>
public static class KnownSettings
{
    private const NodeKind Node = Coordinator | Trainer;

    /// <summary>The node's name.</summary>
    public static Setting Name { get; } = new(
        "Node:Name", "--name", "NAME", "machine name; a trainer's with its process number",
        "name of this node, unique in the cluster; stands beside every result it computes", Node);

    /// <summary>The folder for data.</summary>
    public static Setting Data { get; } = new(
        "Node:Data", "--data", "DIR", "chaos-data", "folder for what this node keeps on disk", Node);

    /// <summary>Where remoting is bound.</summary>
    public static Setting Host { get; } = new(
        "Cluster:Host", "--host", "HOST", "127.0.0.1", "address to listen on for other nodes", Node);

    /// <summary>The port remoting is bound to.</summary>
    public static Setting Port { get; } = new(
        "Cluster:Port", "--port", "N", "4053; a trainer's is any free one (0)", "port to listen on for other nodes", Node);

    /// <summary>The advertised host.</summary>
    public static Setting PublicHost { get; } = new(
        "Cluster:PublicHost", "--public-host", "HOST", "Cluster:Host, or the machine name where that is a wildcard",
        "host name under which other nodes reach this one; its certificate must name it; {IP} is an address with dashes", Node);

    /// <summary>The advertised port.</summary>
    public static Setting PublicPort { get; } = new(
        "Cluster:PublicPort", "--public-port", "N", "Cluster:Port", "port under which other nodes reach this one", Node);

    /// <summary>Where the cluster is found.</summary>
    public static Setting Seeds { get; } = new(
        "Cluster:Seeds", "--seeds", "HOST:PORT,…", "a coordinator's own address; 127.0.0.1:4053 for a trainer",
        "addresses of the coordinators, through which a node finds the cluster", Node);

    /// <summary>How many coordinators there are.</summary>
    public static Setting Coordinators { get; } = new(
        "Cluster:Coordinators", "--coordinators", "N", "1",
        "how many coordinators there are meant to be, at most 5; more than half of them must see each other", Node);

    /// <summary>The pause that a healthy node may make.</summary>
    public static Setting HeartbeatPause { get; } = new(
        "Cluster:HeartbeatPause", null, "TIME", "5s", "silence after which a node counts as unreachable", Node);

    /// <summary>When a trainer looks for the cluster anew.</summary>
    public static Setting OrphanedAfter { get; } = new(
        "Cluster:OrphanedAfter", null, "TIME", "10s",
        "a trainer that has seen no coordinator for so long leaves and joins again; a coordinator that finds too few others, or no active one, waits thrice as long and two heartbeat pauses",
        Node);

    /// <summary>The certificate.</summary>
    public static Setting Certificate { get; } = new(
        "Tls:Certificate", "--certificate", "FILE", "none: loopback only",
        "this node's certificate (PEM), naming its public host", Node);

    /// <summary>The certificate's key.</summary>
    public static Setting Key { get; } = new("Tls:Key", "--key", "FILE", "none", "its private key (PEM)", Node);

    /// <summary>The authority.</summary>
    public static Setting Authority { get; } = new(
        "Tls:Authority", "--authority", "FILE", "none",
        "certificate of the authority (PEM) that must have signed those of all nodes", Node);

    /// <summary>The SQLite file.</summary>
    public static Setting Database { get; } = new(
        "Storage:Path", "--database", "FILE", "chaos.db in Node:Data", "SQLite file with journal and results", Coordinator);

    /// <summary>The PostgreSQL database.</summary>
    public static Setting ConnectionString { get; } = new(
        "Storage:ConnectionString", null, "TEXT", "none: SQLite",
        "connection string of the PostgreSQL database with journal and results", Coordinator);

    /// <summary>The room for users' data files.</summary>
    public static Setting DataLimit { get; } = new(
        "Storage:DataLimit", null, "MIB", "20480",
        "the most that users' own data files may take in the database, in MiB; a file has at most 2 GiB", Coordinator);

    /// <summary>Slots.</summary>
    public static Setting Slots { get; } = new(
        "Trainer:Slots", "--slots", "N", "one a core", "work items computed at a time", Trainer);

    /// <summary>Nice level of the slots.</summary>
    public static Setting Nice { get; } = new(
        "Trainer:Nice", "--nice", "N", "19", "nice level of the computing threads (Linux), 0 to 19", Trainer);

    /// <summary>Time to finish.</summary>
    public static Setting DrainTime { get; } = new(
        "Trainer:DrainTime", "--drain-time", "TIME", "30s",
        "time a stopping trainer has to finish running items before it gives them back", Trainer);

    /// <summary>Time between two checkpoints.</summary>
    public static Setting CheckpointEvery { get; } = new(
        "Trainer:CheckpointEvery", "--checkpoint-every", "TIME", "1m",
        "a trainer with a name of its own keeps the state of running items so often, to continue after a crash", Trainer);

    /// <summary>Where checkpoints are kept instead.</summary>
    public static Setting Checkpoints { get; } = new(
        "Trainer:Checkpoints", "--checkpoints", "FOLDER", "Node:Data/checkpoints/NAME",
        "folder for the state of running items; trainers may share one (a volume of all), to go on with what another one began", Trainer);

    /// <summary>Where HTTP is bound.</summary>
    public static Setting HttpHost { get; } = new(
        "Http:Host", "--http-host", "ADDRESS", "127.0.0.1", "IP address for HTTP (health); * for all", Node);

    /// <summary>The port HTTP is bound to.</summary>
    public static Setting HttpPort { get; } = new(
        "Http:Port", "--http-port", "N", "4080; a trainer's is any free one (0)", "port for HTTP (health)", Node);

    /// <summary>The port of the API over TLS.</summary>
    public static Setting HttpsPort { get; } = new(
        "Http:HttpsPort", "--https-port", "N", "4443", "port for the API over TLS, where Http:Host is not loopback and there is a certificate", Coordinator);

    /// <summary>The tokens of the API.</summary>
    public static Setting Tokens { get; } = new(
        "Http:Tokens", "--tokens", "FILE", "tokens.json in Node:Data", "file with the tokens of the API, as `chaos token` keeps it", Coordinator);

    /// <summary>How many items of a campaign are traced.</summary>
    public static Setting TracedItems { get; } = new(
        "Telemetry:TracedItems", null, "N", "1000",
        "items of each campaign whose spans are sent, spread evenly, where OTEL_EXPORTER_OTLP_ENDPOINT is set", Coordinator);

    /// <summary>All of them, in the order of help and documentation.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        Name, Data,
        Host, Port, PublicHost, PublicPort, Seeds, Coordinators, HeartbeatPause, OrphanedAfter,
        Certificate, Key, Authority,
        Database, ConnectionString, DataLimit,
        Slots, Nice, DrainTime, CheckpointEvery, Checkpoints,
        HttpHost, HttpPort, HttpsPort, Tokens,
        TracedItems,
    ];
}
