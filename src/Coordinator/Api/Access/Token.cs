using System.Security.Cryptography;
using System.Text;

namespace Chaos.Actors.Coordinator.Api.Access;

/// <summary>A token as it is kept: whoever reads the file cannot use it.</summary>
/// <param name="Name">Who has it, for people and the audit log.</param>
/// <param name="Rights">What it allows.</param>
/// <param name="Sha256">SHA-256 of its text, lower-case hex.</param>
/// <param name="Created">When it was made.</param>
public sealed record Token(string Name, TokenRights Rights, string Sha256, DateTimeOffset Created)
{
    private const string Prefix = "chaos_"; // so that scanners for secrets know one when they see it
    private const int Bytes = 32;

    /// <summary>Makes one of 256 random bits; its text is shown once and kept nowhere.</summary>
    public static (Token Token, string Text) Make(string name, TokenRights rights, DateTimeOffset now)
    {
        var text = Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        return (new Token(name, rights, Convert.ToHexStringLower(Hash(text)), now), text);
    }

    /// <summary>Whether it can be a token's name.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '@');

    /// <summary>What is kept of a text.</summary>
    public static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <summary>Whether that is the hash of its text, in a time that says nothing of how much of it is right.</summary>
    public bool Is(ReadOnlySpan<byte> hash) => CryptographicOperations.FixedTimeEquals(Convert.FromHexString(Sha256), hash);
}
