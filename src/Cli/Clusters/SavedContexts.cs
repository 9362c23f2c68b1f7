using System.Text.Json;
using Chaos.Actors.Cli.Outputs;

namespace Chaos.Actors.Cli.Clusters;

/// <summary>Clusters by name, and which of them is meant where nothing else is said: a file of the user's that nobody else may read.</summary>
/// <param name="Current">The one that is meant; null for none.</param>
/// <param name="Contexts">All of them.</param>
internal sealed record SavedContexts(string? Current, IReadOnlyList<SavedContexts.Context> Contexts)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>A cluster.</summary>
    /// <param name="Name">What it is called here.</param>
    /// <param name="Servers">Addresses of its coordinators, separated by commas.</param>
    /// <param name="Token">The token; null for none.</param>
    /// <param name="Authority">File with the certificate of who signs its coordinators' certificates; null for those this machine trusts.</param>
    public sealed record Context(string Name, string Servers, string? Token, string? Authority);

    /// <summary>The file.</summary>
    public static string Path => System.IO.Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 } config
            ? config
            : OperatingSystem.IsWindows()
                ? Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData)
                : System.IO.Path.Combine(Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? home : "/", ".config"),
        "chaos", "contexts.json");

    /// <summary>What is saved; nothing where there is no file.</summary>
    /// <exception cref="UserError">The file cannot be used.</exception>
    public static SavedContexts Read()
    {
        try
        {
            if (!File.Exists(Path)) return new SavedContexts(null, []);
            var saved = JsonSerializer.Deserialize<SavedContexts>(File.ReadAllText(Path), Json);
            return saved is { Contexts: not null } ? saved : throw new JsonException("there are no contexts in it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new UserError($"{Path}: cannot be read: {e.Message}; remove it, and add contexts anew", inner: e);
        }
    }

    /// <summary>Saves it: whole or not at all, readable by its owner alone.</summary>
    /// <exception cref="UserError">It cannot be written.</exception>
    public void Write()
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            var partial = Path + ".partial";
            File.Delete(partial);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var file = new FileStream(partial, options)) JsonSerializer.Serialize(file, this, Json);
            File.Move(partial, Path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{Path}: cannot be written: {OutputException.Reason(e)}", inner: e);
        }
    }

    /// <summary>A context by its name.</summary>
    /// <exception cref="UserError">There is none of that name.</exception>
    public Context Find(string name) => Contexts.FirstOrDefault(context => context.Name == name) ?? throw new UserError(
        $"{name}: no such context, expected {(Contexts.Count == 0 ? "one that `chaos context add` has made" : "one of " + string.Join(", ", Contexts.Select(context => context.Name)))}");
}
