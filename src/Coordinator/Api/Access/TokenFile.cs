using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chaos.Actors.Coordinator.Api.Access;

/// <summary>
/// The file with the tokens of a coordinator: JSON, hashes only. It is read again when it has changed, so that a token that is made or
/// revoked counts at once, also where the file is a mounted Secret.
/// </summary>
/// <param name="path">The file; it need not exist.</param>
public sealed class TokenFile(string path)
{
    private const long MostBytes = 1 << 20;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly Lock _reading = new();
    private (DateTime Written, long Length) _version = (DateTime.MinValue, -1);
    private IReadOnlyList<Token>? _tokens;

    /// <summary>The file.</summary>
    public string Path => path;

    /// <summary>The tokens there are now; null without a file. One without any token lets nobody in: the last was taken back.</summary>
    /// <exception cref="TokenFileException">The file cannot be read, or is something else.</exception>
    public IReadOnlyList<Token>? Tokens()
    {
        lock (_reading)
        {
            var file = new FileInfo(path);
            // A Secret is a chain of links that is exchanged as a whole: what counts is where it ends.
            if (file.Exists && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target) file = target;
            var version = file.Exists ? (file.LastWriteTimeUtc, file.Length) : (DateTime.MinValue, -1);
            if (version == _version) return _tokens;
            _tokens = file.Exists ? Read(file) : null;
            _version = version;
            return _tokens;
        }
    }

    /// <summary>Writes other tokens: whole or not at all, readable by its owner alone.</summary>
    /// <exception cref="TokenFileException">It cannot be written.</exception>
    public void Write(IReadOnlyList<Token> tokens)
    {
        try
        {
            if (System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
            var partial = path + ".partial";
            File.Delete(partial);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var file = new FileStream(partial, options))
            {
                JsonSerializer.Serialize(file, new Content(tokens), Json);
                file.Flush(flushToDisk: true);
            }
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TokenFileException($"{path}: {e.Message}", e);
        }
    }

    private IReadOnlyList<Token> Read(FileInfo file)
    {
        try
        {
            if (file.Length > MostBytes) throw new JsonException("it is larger than 1 MB.");
            using var stream = file.OpenRead();
            var tokens = JsonSerializer.Deserialize<Content>(stream, Json)?.Tokens ?? throw new JsonException("there is no list of tokens in it.");
            foreach (var token in tokens)
            {
                if (token.Name is null || token.Sha256 is not { Length: 64 } hash || !hash.All(char.IsAsciiHexDigit) || !Enum.IsDefined(token.Rights))
                    throw new JsonException($"the token {token.Name} is not whole.");
            }
            return tokens;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new TokenFileException($"{path}: {e.Message}", e);
        }
    }

    private sealed record Content(IReadOnlyList<Token> Tokens);
}
