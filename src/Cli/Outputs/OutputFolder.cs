namespace Chaos.Actors.Cli.Outputs;

/// <summary>Files that belong together, in a folder.</summary>
internal static class OutputFolder
{
    /// <summary>Writes them.</summary>
    /// <param name="folder">Where; created where needed.</param>
    /// <param name="write">Is given what writes a file of a name.</param>
    /// <returns>Their paths.</returns>
    /// <exception cref="OutputException">They cannot be written; those under their own names are whole.</exception>
    public static IReadOnlyList<string> Write(string folder, Action<Action<string, Action<Stream>>> write)
    {
        OutputFile.CreateFolder(folder);
        var paths = new List<string>();
        write((name, content) =>
        {
            var path = Path.Combine(folder, name);
            OutputFile.Write(path, content);
            paths.Add(path);
        });
        return paths;
    }
}
