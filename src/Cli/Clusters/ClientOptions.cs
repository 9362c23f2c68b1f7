using System.CommandLine;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Cluster.Settings;

namespace Chaos.Actors.Cli.Clusters;

/// <summary>The flags with which a command reaches a cluster; what they leave open comes from the environment and from contexts.</summary>
internal sealed class ClientOptions
{
    private const string ServerVariable = "CHAOS_SERVER";
    private const string TokenVariable = "CHAOS_TOKEN";

    private readonly Option<string?> _server = new("--server")
    {
        Description = $"addresses of coordinators' HTTP, tried in turn (default: {ServerVariable}, then the context in use)",
        HelpName = "URL,…",
    };

    private readonly Option<string?> _token = new("--token-file")
    {
        Description = $"file with the token (default: {TokenVariable}, then the context's)",
        HelpName = "FILE",
    };

    private readonly SettingOptions _settings;

    /// <summary>Adds the flags to a command.</summary>
    public ClientOptions(Command command)
    {
        command.Add(_server);
        command.Add(_token);
        _settings = new SettingOptions(command, NodeKind.Client);
    }

    /// <summary>
    /// Whether a campaign of a cluster is meant rather than one in a folder: by a flag, or because there is no campaign's folder of
    /// that name and it is known where the cluster is.
    /// </summary>
    /// <exception cref="UserError">Neither is there.</exception>
    public bool IsMeant(ParseResult parsed, string what)
    {
        if (IsGiven(parsed)) return true;
        if (RunFolders.Find(what) is not null) return false;
        if (IsConfigured(parsed)) return true;
        throw new UserError(
            $"{RunFolders.NotFound(what)}\nto ask a cluster for a campaign of that name, say where it is with {_server.Name}, {ServerVariable} or `chaos context add`");
    }

    /// <summary>Whether a cluster's results are meant: by a flag, or because nothing here has that name and it is known where the cluster is.</summary>
    public bool IsMeantInsteadOf(ParseResult parsed, string? where) =>
        where is not null && (IsGiven(parsed) || (RunFolders.Find(where) is null && !File.Exists(where) && !where.Contains('=', StringComparison.Ordinal) && IsConfigured(parsed)));

    /// <summary>Whether a flag, the environment or a context says where the cluster is.</summary>
    public bool IsConfigured(ParseResult parsed) =>
        IsGiven(parsed) || Variable(ServerVariable) is not null || SavedContexts.Read().Current is not null || HasCoordinator(parsed);

    /// <summary>Does something with a campaign of the cluster that was <see cref="IsMeant">meant</see>; says where else was looked.</summary>
    public async Task<int> WithClusterAsync(
        ParseResult parsed, string what, CancellationToken cancellation, Func<ICluster, Task<int>> action)
    {
        try
        {
            return await WithClusterAsync(parsed, cancellation, action);
        }
        catch (UserError error) when (Directory.Exists(what) && !IsGiven(parsed))
        {
            throw new UserError($"{error.Message}\n(the folder {what} holds no chaos.db, so the cluster was asked)", error.ExitCode, error);
        }
    }

    /// <summary>Does something with a cluster.</summary>
    public async Task<int> WithClusterAsync(ParseResult parsed, CancellationToken cancellation, Func<ICluster, Task<int>> action)
    {
        await using var cluster = await ConnectAsync(parsed, cancellation);
        return await action(cluster);
    }

    private async Task<ICluster> ConnectAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(_server) is null && HasCoordinator(parsed))
            return new AkkaCluster(await ClusterClient.ConnectAsync(ClientSettings.Read(_settings.Gather(parsed)), cancellation));
        return new HttpCluster(Address(parsed));
    }

    private ServerAddress Address(ParseResult parsed)
    {
        var token = parsed.GetValue(_token) is { } file ? ServerAddress.ReadToken(file) : Variable(TokenVariable);
        var authority = _settings.Get(parsed, KnownSettings.Authority);
        if (parsed.GetValue(_server) is { } given) return ServerAddress.Of(given, token, authority, _server.Name);
        if (Variable(ServerVariable) is { } servers) return ServerAddress.Of(servers, token, authority, ServerVariable);
        var saved = SavedContexts.Read();
        if (saved.Current is null)
        {
            throw new UserError(
                $"found no cluster: say where a coordinator's HTTP is with {_server.Name} (such as http://127.0.0.1:4080), {ServerVariable} or `chaos context add`");
        }
        var context = saved.Find(saved.Current);
        return ServerAddress.Of(context.Servers, token ?? context.Token, authority ?? context.Authority, $"context {context.Name}");
    }

    private bool IsGiven(ParseResult parsed) => parsed.GetValue(_server) is not null || _settings.Has(parsed, KnownSettings.CoordinatorAddress);

    private bool HasCoordinator(ParseResult parsed) =>
        _settings.Has(parsed, KnownSettings.CoordinatorAddress)
        || (Variable(ServerVariable) is null && new SettingsReader(_settings.Gather(parsed)).Has(KnownSettings.CoordinatorAddress));

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
