using System.CommandLine;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Cluster.Settings;

namespace Chaos.Actors.Cli.Clusters;

/// <summary>The flags with which a command reaches a cluster.</summary>
internal sealed class ClientOptions(Command command)
{
    private readonly SettingOptions _settings = new(command, NodeKind.Client);

    /// <summary>
    /// Whether a campaign of a cluster is meant rather than one in a folder: by a flag, or because there is no campaign's folder of
    /// that name and a setting says where the cluster is.
    /// </summary>
    /// <exception cref="UserError">Neither is there.</exception>
    public bool IsMeant(ParseResult parsed, string what)
    {
        if (_settings.Has(parsed, KnownSettings.CoordinatorAddress)) return true;
        if (RunFolders.Find(what) is not null) return false;
        if (IsConfigured(parsed)) return true;
        throw new UserError(
            $"{RunFolders.NotFound(what)}\nto ask a cluster for a campaign of that name, say where it is with "
            + $"{KnownSettings.CoordinatorAddress.Flag} or the setting {KnownSettings.CoordinatorAddress.Path}");
    }

    /// <summary>Whether a flag or a setting says where the cluster is.</summary>
    public bool IsConfigured(ParseResult parsed) =>
        _settings.Has(parsed, KnownSettings.CoordinatorAddress)
        || new SettingsReader(_settings.Gather(parsed)).Has(KnownSettings.CoordinatorAddress);

    /// <summary>Does something with a campaign of the cluster that was <see cref="IsMeant">meant</see>; says where else was looked.</summary>
    public async Task<int> WithClientAsync(
        ParseResult parsed, string what, CancellationToken cancellation, Func<ClusterClient, Task<int>> action)
    {
        try
        {
            return await WithClientAsync(parsed, cancellation, action);
        }
        catch (UserError error) when (Directory.Exists(what) && !_settings.Has(parsed, KnownSettings.CoordinatorAddress))
        {
            throw new UserError($"{error.Message}\n(the folder {what} holds no chaos.db, so the cluster was asked)", error.ExitCode, error);
        }
    }

    /// <summary>Does something with a connection.</summary>
    public async Task<int> WithClientAsync(
        ParseResult parsed, CancellationToken cancellation, Func<ClusterClient, Task<int>> action)
    {
        var settings = ClientSettings.Read(_settings.Gather(parsed));
        await using var client = await ClusterClient.ConnectAsync(settings, cancellation);
        return await action(client);
    }
}
