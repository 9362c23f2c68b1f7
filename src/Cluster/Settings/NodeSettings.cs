using System.Globalization;
using System.Net;
using Chaos.Actors.Messages;
using Microsoft.Extensions.Configuration;

namespace Chaos.Actors.Cluster.Settings;

/// <summary>All settings of a coordinator or a trainer, checked.</summary>
public sealed record NodeSettings
{
    /// <summary>What the node is.</summary>
    public required NodeKind Kind { get; init; }

    /// <summary>Its name.</summary>
    public required NodeId Node { get; init; }

    /// <summary>The folder for what it keeps on disk.</summary>
    public required string Data { get; init; }

    /// <summary>The cluster.</summary>
    public required ClusterSettings Cluster { get; init; }

    /// <summary>HTTP.</summary>
    public required HttpSettings Http { get; init; }

    /// <summary>The port of a coordinator's API over TLS; null where there is none.</summary>
    public int? Https { get; init; }

    /// <summary>The file with the tokens of a coordinator's API.</summary>
    public required string Tokens { get; init; }

    /// <summary>Where a coordinator keeps campaigns.</summary>
    public required StorageSettings Storage { get; init; }

    /// <summary>How a trainer computes.</summary>
    public required ComputeSettings Compute { get; init; }

    /// <summary>How many items of a campaign are traced.</summary>
    public required int TracedItems { get; init; }

    /// <summary>Reads and checks them.</summary>
    /// <exception cref="SettingsException">Some cannot be used; all of those are listed.</exception>
    public static NodeSettings Read(IConfiguration configuration, NodeKind kind)
    {
        var reader = new SettingsReader(configuration);
        var data = Path.GetFullPath(reader.Text(KnownSettings.Data) ?? "chaos-data");
        var cluster = ClusterSettings.Read(reader, kind);
        var http = HttpSettings.Read(reader, kind);
        var https = reader.Whole(KnownSettings.HttpsPort, HttpSettings.DefaultTlsPort, 1, 65535);
        var settings = new NodeSettings
        {
            Kind = kind,
            Node = new NodeId(ReadName(reader, kind)),
            Data = data,
            Cluster = cluster,
            Http = http,
            Https = kind == NodeKind.Coordinator && cluster.Certificate is not null && !IPAddress.IsLoopback(http.Address) ? https : null,
            Tokens = Path.GetFullPath(reader.Text(KnownSettings.Tokens) ?? Path.Combine(data, "tokens.json")),
            Storage = StorageSettings.Read(reader, data, kind == NodeKind.Coordinator ? cluster : cluster with { Coordinators = 1 }),
            Compute = ComputeSettings.Read(reader, data),
            TracedItems = reader.Whole(KnownSettings.TracedItems, 1000, 0, int.MaxValue),
        };
        reader.ThrowIfProblems();
        return settings;
    }

    private static string ReadName(SettingsReader reader, NodeKind kind)
    {
        // Two trainers of one machine must not share a name: what the coordinator gave one it would count for the other.
        var name = reader.Text(KnownSettings.Name) ?? (kind == NodeKind.Coordinator
            ? Environment.MachineName
            : string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}-{Environment.ProcessId}"));
        if (name.Length > 200) reader.Problem(KnownSettings.Name, $"found {name.Length} characters, expected at most 200");
        return name;
    }
}
