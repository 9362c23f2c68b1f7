using System.Net;
using Chaos.Actors.Cluster.Settings;
using Microsoft.AspNetCore.Http;

namespace Chaos.Actors.Coordinator.Api.Access;

/// <summary>
/// Who may ask. A token is needed as soon as there is a file of them. Without it, and with HTTP bound to loopback, everybody on this machine may do
/// everything, as with the files that belong to them; a web page that is open in their browser may not. Off loopback the API is spoken
/// over TLS and with a token only.
/// </summary>
internal sealed class Gatekeeper(NodeSettings settings, TokenFile tokens) : IGatekeeper
{
    private const string Scheme = "Bearer ";
    private readonly bool _local = IPAddress.IsLoopback(settings.Http.Address);

    /// <inheritdoc/>
    public Caller Recognise(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "somebody";
        if (!context.Request.IsHttps && !IsLoopback(context.Connection))
        {
            return Stranger(address, StatusCodes.Status403Forbidden,
                "Off the machine of the coordinator the API is spoken over TLS only, or tokens would be read on the way. "
                + (settings.Https is { } port ? $"It is at https on port {port}." : $"Give this node a certificate ({KnownSettings.Certificate.Path}, "
                + $"{KnownSettings.Key.Path}, {KnownSettings.Authority.Path}), and it listens on {KnownSettings.HttpsPort.Path} too."));
        }
        IReadOnlyList<Token>? known;
        try
        {
            known = tokens.Tokens();
        }
        catch (TokenFileException e)
        {
            // Nobody is let in by a file that cannot be read; the log of every request says why.
            return new Caller(address, null, ApiProblem.Unavailable($"The tokens cannot be read: {e.Message}"));
        }
        var given = context.Request.Headers.Authorization.ToString();
        if (known is null) return _local ? Local(context, TokenRights.Write) : Stranger(address, StatusCodes.Status401Unauthorized,
            $"This coordinator listens to other machines and has no tokens yet, so that nobody may ask it anything. Make one with "
            + $"`chaos token new NAME --write`, for the file {KnownSettings.Tokens.Path} names ({tokens.Path}); it counts at once.");
        if (!given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return Stranger(address, StatusCodes.Status401Unauthorized,
                "Send a token: the header `Authorization: Bearer TOKEN`. Whoever runs the coordinator makes one with `chaos token new NAME`.");
        }
        var hash = Token.Hash(given[Scheme.Length..].Trim());
        Token? found = null;
        foreach (var token in known)
            if (token.Is(hash)) found = token; // all are compared, whichever it is
        return found is null
            ? Stranger(address, StatusCodes.Status401Unauthorized, "This token is not known here: it was revoked, or is another coordinator's.")
            : new Caller(found.Name, found.Rights, null);
    }

    /// <summary>Whether a request changes nothing.</summary>
    public static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    /// <summary>
    /// Somebody on this machine who needs no token. A page of anybody's that a browser here shows can make it ask 127.0.0.1, also under a
    /// name of its own: the browser says where the page is from, and by which name it asked.
    /// </summary>
    public static Caller Local(HttpContext context, TokenRights rights)
    {
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "somebody";
        var asked = context.Request.Host.Host;
        var origin = context.Request.Headers.Origin.ToString();
        return IsLoopbackName(asked) && (origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.Authority == context.Request.Host.Value))
            ? new Caller(address, rights, null)
            : Stranger(address, StatusCodes.Status403Forbidden,
                "Without a token this coordinator answers programs on its own machine only, by the name localhost or its address, and no web "
                + "page of another origin.");
    }

    private static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    private static Caller Stranger(string address, int status, string reason) => new(address, null, ApiProblem.Of(status, reason));

    private static bool IsLoopback(ConnectionInfo connection) =>
        connection.LocalIpAddress is { } here && connection.RemoteIpAddress is { } there && IPAddress.IsLoopback(Mapped(here)) && IPAddress.IsLoopback(Mapped(there));

    private static IPAddress Mapped(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
