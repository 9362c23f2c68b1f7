using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Cli.Folders;

/// <summary>The folders of campaigns that ran here. Every command finds them here, under a path or under the campaign's name.</summary>
internal static class RunFolders
{
    /// <summary>Where campaigns run unless told otherwise.</summary>
    private const string Usual = "runs";

    private const int MostNames = 12;

    /// <summary>The folder of a campaign that was given no other.</summary>
    public static string Of(string campaign) => Path.Combine(Usual, campaign);

    /// <summary>All of those under runs/, by name.</summary>
    public static IReadOnlyList<RunFolder> Here()
    {
        try
        {
            return Directory.Exists(Usual)
                ? [.. Directory.GetDirectories(Usual).Select(path => new RunFolder(Path.GetFullPath(path))).Where(HoldsCampaign).OrderBy(folder => folder.Path, StringComparer.Ordinal)]
                : [];
        }
        catch (UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The folder that is meant: a path, or a name under runs/; null where neither holds a campaign.</summary>
    public static RunFolder? Find(string which) => Candidates(which).Select(path => new RunFolder(Path.GetFullPath(path))).FirstOrDefault(HoldsCampaign);

    /// <summary>The folder that is meant.</summary>
    /// <exception cref="UserError">There is none; it says which there are.</exception>
    public static RunFolder Existing(string which) => Find(which) ?? throw new UserError(NotFound(which));

    /// <summary>That there is none, where was looked, and which there are.</summary>
    public static string NotFound(string which)
    {
        var names = Here().Select(folder => Path.GetFileName(folder.Path)).ToList();
        var meant = names.Count > 0 && NearestName.Find(which, names) is { } near ? $"; did you mean {near}?" : "";
        var more = names.Count > MostNames ? $" and {Format.Count(names.Count - MostNames)} more (`{RunFolder.Program} list`)" : "";
        return $"{which}: found no campaign, neither {string.Join(" nor ", Candidates(which).Distinct())} holds a chaos.db, which `{RunFolder.Program} run` makes"
            + meant + (names.Count == 0 ? "" : $"\nin {Usual}/ are: {string.Join(", ", names.Take(MostNames))}{more}");
    }

    private static IEnumerable<string> Candidates(string which)
    {
        yield return which.Length == 0 ? "." : which;
        if (which.Length > 0 && which == Path.GetFileName(which) && which is not ("." or "..")) yield return Of(which);
    }

    private static bool HoldsCampaign(RunFolder folder) => File.Exists(folder.Database);
}
