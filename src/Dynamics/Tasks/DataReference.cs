using System.Security.Cryptography;

namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>
/// A data file named by what it holds and not by where it lies: <c>sha256:</c>, 64 hexadecimal digits and, if wanted, <c>/</c> and a name
/// to show. It stands wherever a path may, so that a campaign means the same data on every machine.
/// </summary>
/// <param name="Sha256">SHA-256 of the file's bytes as they are (compressed ones as such), in lower-case hexadecimal digits.</param>
/// <param name="Name">What the file is called; null when nobody has said.</param>
public sealed record DataReference(string Sha256, string? Name = null)
{
    private const string Prefix = "sha256:";
    private const int Digits = SHA256.HashSizeInBytes * 2;

    /// <summary>Whether a path is meant as a reference, a good one or not.</summary>
    public static bool IsMeant(string path) => path.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a text is the hash of a file as references have it: 64 lower-case hexadecimal digits.</summary>
    public static bool IsHash(string text) => text.Length == Digits && text.All(char.IsAsciiHexDigitLower);

    /// <summary>The reference that stands for a path; null when the path is none, or no good one.</summary>
    public static DataReference? Parse(string path)
    {
        if (!path.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var (hash, name) = path.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0
            ? (path[Prefix.Length..slash], path[(slash + 1)..])
            : (path[Prefix.Length..], null);
        return IsHash(hash) && name is null or { Length: > 0 and <= 255 } && name?.IndexOfAny(['/', '\\', '\0']) is null or < 0
            ? new DataReference(hash, name)
            : null;
    }

    /// <summary>The reference to a file: its bytes are read.</summary>
    /// <exception cref="TaskDataException">It cannot be read.</exception>
    public static DataReference Of(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return new DataReference(Convert.ToHexStringLower(SHA256.HashData(file)), Path.GetFileName(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TaskDataException($"{path}: there is no such file.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new TaskDataException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name is null ? Prefix + Sha256 : $"{Prefix}{Sha256}/{Name}";
}
