using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chaos.Actors.Cli.Clusters;

/// <summary>Where a cluster's coordinators answer, and what they want to see.</summary>
/// <param name="Servers">Their addresses, in the order in which they are tried.</param>
/// <param name="Token">The token; null for none.</param>
/// <param name="Authority">Who must have signed their certificates; null for those that this machine trusts.</param>
internal sealed record ServerAddress(IReadOnlyList<Uri> Servers, string? Token, X509Certificate2Collection? Authority)
{
    private const int LongestToken = 4096;

    /// <summary>Reads addresses that are separated by commas.</summary>
    /// <exception cref="UserError">One of them is none, or a token would go over a network unencrypted.</exception>
    public static ServerAddress Of(string servers, string? token, string? authority, string where)
    {
        Uri[] addresses = [.. servers.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(text => Parse(text, where))];
        if (addresses.Length == 0) throw new UserError($"{where}: found nothing, expected addresses such as http://127.0.0.1:4080");
        if (token is not null && addresses.FirstOrDefault(address => address.Scheme == "http" && !address.IsLoopback) is { } open)
            throw new UserError($"{where}: {open.GetLeftPart(UriPartial.Authority)} would get the token unencrypted, expected https://");
        return new ServerAddress(addresses, token, authority is null ? null : Certificates(authority));
    }

    /// <summary>The token in a file.</summary>
    /// <exception cref="UserError">There is none.</exception>
    public static string ReadToken(string path)
    {
        try
        {
            var text = new FileInfo(path) is { Length: <= LongestToken } ? File.ReadAllText(path).Trim() : "";
            return text.Length > 0 && text.All(c => c is > ' ' and < (char)127)
                ? text
                : throw new UserError($"{path}: found no token in it, expected one line, as `chaos token new` prints it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{path}: the token cannot be read: {e.Message}", inner: e);
        }
    }

    private static Uri Parse(string text, string where) =>
        Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text, UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https" && address.PathAndQuery == "/"
            ? address
            : throw new UserError($"{where}: found {text}, expected addresses such as http://127.0.0.1:4080 or https://c1.example.org:4443");

    private static X509Certificate2Collection Certificates(string path)
    {
        try
        {
            var found = new X509Certificate2Collection();
            found.ImportFromPemFile(path);
            return found.Count > 0 ? found : throw new UserError($"{path}: found no certificate in it, expected one in PEM, such as ca.pem");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new UserError($"{path}: the authority's certificate cannot be read: {e.Message}", inner: e);
        }
    }
}
