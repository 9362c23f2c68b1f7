using System.CommandLine;
using Chaos.Actors.Cluster.Settings;

namespace Chaos.Actors.Cli.Clusters;

/// <summary>The flags with which a command reaches a cluster.</summary>
internal sealed class ClientOptions(Command command)
{
    private readonly SettingOptions _settings = new(command, NodeKind.Client);

    /// <summary>
    /// Whether a cluster is meant, by a flag or by a setting, rather than a folder: <paramref name="what"/> is a folder if there
    /// is one of that name and no flag says otherwise.
    /// </summary>
    public bool Mean(ParseResult parsed, string what) =>
        _settings.Has(parsed, KnownSettings.CoordinatorAddress)
        || (!Directory.Exists(what) && new SettingsReader(_settings.Gather(parsed)).Has(KnownSettings.CoordinatorAddress));

    /// <summary>Does something with a connection.</summary>
    public async Task<int> WithClientAsync(
        ParseResult parsed, CancellationToken cancellation, Func<ClusterClient, Task<int>> action)
    {
        var settings = ClientSettings.Read(_settings.Gather(parsed));
        await using var client = await ClusterClient.ConnectAsync(settings, cancellation);
        return await action(client);
    }
}
