using Chaos.Actors.Cli.Screens;

namespace Chaos.Actors.Cli.Folders;

/// <summary>
/// The campaigns that come with the program, in the folder <c>campaigns</c> beside it. The one place where what is typed as a campaign
/// file becomes the path of one: a file of that name if there is one, else the shipped campaign of that name.
/// </summary>
internal static class ShippedCampaigns
{
    private const string Extension = ".yaml";

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "campaigns");

    /// <summary>Their names, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names => Directory.Exists(Folder)
        ? [.. Directory.EnumerateFiles(Folder, "*" + Extension).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The campaign file that is meant; says on stderr when it is a shipped one.</summary>
    /// <exception cref="UserError">There is neither a file nor a shipped campaign of that name.</exception>
    public static string Find(string given)
    {
        if (File.Exists(given) || Path.GetFileName(given) != given || given.Length == 0) return given;
        if (!Names.Contains(given))
            throw new UserError($"{given}: no such file, expected a campaign file (YAML), or one of the campaigns that come with the program: {string.Join(", ", Names)}");
        var file = Path.Combine(Folder, given + Extension);
        Screen.Message($"{given}: the campaign that comes with the program, {Format.Path(file)}");
        return file;
    }
}
