using System.CommandLine;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Cli.Folders;

namespace Chaos.Actors.Cli.Clusters;

/// <summary>
/// The flags with which a command reaches a cluster; what they leave open comes from the environment and from contexts. Where nothing
/// says where it is, it is a coordinator on this machine.
/// </summary>
internal sealed class ClientOptions
{
    private const string ServerVariable = "CHAOS_SERVER";
    private const string TokenVariable = "CHAOS_TOKEN";
    private const string TokenFileVariable = "CHAOS_TOKEN_FILE";
    private const string AuthorityVariable = "CHAOS_AUTHORITY";
    private const string Here = "http://127.0.0.1:4080";

    private readonly Option<string[]> _servers = new("--server")
    {
        Description = $"addresses of coordinators' HTTP, tried in turn (default: {ServerVariable}, the context in use, {Here})",
        HelpName = "URL,…",
    };

    private readonly Option<string?> _token = new("--token-file")
    {
        Description = $"file with the token (default: {TokenVariable}, {TokenFileVariable}, the context's)",
        HelpName = "FILE",
    };

    private readonly Option<string?> _authority = new("--authority")
    {
        Description = $"certificate (PEM) of who signs the coordinators' certificates (default: {AuthorityVariable}, the context's, those this machine trusts)",
        HelpName = "FILE",
    };

    /// <summary>Adds the flags to a command.</summary>
    public ClientOptions(Command command)
    {
        command.Add(_servers);
        command.Add(_token);
        command.Add(_authority);
    }

    /// <summary>Whether a campaign of a cluster is meant rather than one in a folder: by a flag, or because there is no folder of that name.</summary>
    public bool IsMeant(ParseResult parsed, string what) => IsGiven(parsed) || RunFolders.Find(what) is null;

    /// <summary>Whether a cluster's results are meant rather than those in a folder or a database.</summary>
    public bool IsMeantInsteadOf(ParseResult parsed, string? where) =>
        where is not null && (IsGiven(parsed) || (RunFolders.Find(where) is null && !File.Exists(where) && !where.Contains('=', StringComparison.Ordinal)));

    /// <summary>Whether a flag, the environment or a context says where the cluster is.</summary>
    public bool IsConfigured(ParseResult parsed) => IsGiven(parsed) || Variable(ServerVariable) is not null || SavedContexts.Read().Current is not null;

    /// <summary>Does something with a campaign of the cluster that was <see cref="IsMeant">meant</see>; says where else was looked.</summary>
    public async Task<int> WithClusterAsync(
        ParseResult parsed, string what, CancellationToken cancellation, Func<HttpCluster, Task<int>> action)
    {
        try
        {
            return await WithClusterAsync(parsed, cancellation, action);
        }
        catch (UserError error) when (error.ExitCode == ExitCode.Unreachable && !IsConfigured(parsed))
        {
            throw new UserError(
                $"{RunFolders.NotFound(what)}\nnor was a cluster found: {error.Message}; {_servers.Name}, {ServerVariable} or `chaos context add` say where one is", inner: error);
        }
        catch (UserError error) when (error.ProblemType == ProblemTypes.NotFound && !IsGiven(parsed))
        {
            throw new UserError($"{error.Message}\n{RunFolders.NotFound(what)}", error.ExitCode, error);
        }
        catch (UserError error) when (Directory.Exists(what) && !IsGiven(parsed))
        {
            throw new UserError($"{error.Message}\n(the folder {what} holds no chaos.db, so the cluster was asked)", error.ExitCode, error);
        }
    }

    /// <summary>Does something with a cluster.</summary>
    public async Task<int> WithClusterAsync(ParseResult parsed, CancellationToken cancellation, Func<HttpCluster, Task<int>> action)
    {
        await using var cluster = new HttpCluster(Address(parsed));
        return await action(cluster);
    }

    private ServerAddress Address(ParseResult parsed)
    {
        var token = Token(parsed);
        var authority = parsed.GetValue(_authority) ?? Variable(AuthorityVariable);
        if (parsed.GetValue(_servers) is { Length: > 0 } given) return ServerAddress.Of(string.Join(',', given), token, authority, _servers.Name);
        if (Variable(ServerVariable) is { } servers) return ServerAddress.Of(servers, token, authority, ServerVariable);
        var saved = SavedContexts.Read();
        if (saved.Current is null) return ServerAddress.Of(Here, token, authority, _servers.Name);
        var context = saved.Find(saved.Current);
        return ServerAddress.Of(context.Servers, token ?? context.Token, authority ?? context.Authority, $"context {context.Name}");
    }

    private string? Token(ParseResult parsed) => (parsed.GetValue(_token), Variable(TokenVariable), Variable(TokenFileVariable)) switch
    {
        ({ } file, _, _) => ServerAddress.ReadToken(file),
        (_, { } token, _) => token,
        (_, _, { } file) => ServerAddress.ReadToken(file),
        _ => null,
    };

    private bool IsGiven(ParseResult parsed) => parsed.GetValue(_servers) is { Length: > 0 };

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
