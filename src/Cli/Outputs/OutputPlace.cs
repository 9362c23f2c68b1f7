using System.Globalization;
using System.Text.RegularExpressions;

namespace Chaos.Actors.Cli.Outputs;

/// <summary>Where an output really goes: the end of the chain of links that a path may be.</summary>
/// <param name="Path">The file's own path, without a link in it.</param>
/// <param name="Kind">What stands there now.</param>
/// <param name="Descriptor">This process's own descriptor, where the path means one, as /dev/stdout does.</param>
internal sealed partial record OutputPlace(string Path, FileKind Kind, int? Descriptor)
{
    private const int MostLinks = 40; // as the Linux kernel allows
    private const int Stdout = 1;

    /// <summary>Whether what is written there comes out of this program's stdout.</summary>
    public bool IsStdout => Descriptor == Stdout;

    /// <summary>Follows a path's links, dangling ones too.</summary>
    /// <exception cref="IOException">They lead in a circle.</exception>
    /// <exception cref="ArgumentException">No path looks like that.</exception>
    public static OutputPlace Of(string path)
    {
        var place = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        for (var links = 0; ; links++)
        {
            if (links > MostLinks) throw TooManyLinks();
            if (System.IO.Path.GetDirectoryName(place) is not { } parent) return new OutputPlace(place, FileKind.Folder, null);
            var folder = WithoutLinks(parent, 0);
            place = System.IO.Path.Combine(folder, System.IO.Path.GetFileName(place));
            if (OwnDescriptor(place) is { } descriptor) return new OutputPlace(place, FileKind.Special, descriptor);
            if (new FileInfo(place).LinkTarget is not { } target) return new OutputPlace(place, Posix.Kind(place), null);
            // Of the link's own folder: what stands after a link and .. is the other folder's parent.
            place = System.IO.Path.GetFullPath(target, folder);
        }
    }

    private static string WithoutLinks(string folder, int links)
    {
        if (links > MostLinks) throw TooManyLinks();
        if (System.IO.Path.GetDirectoryName(folder) is not { } parent) return folder;
        var within = WithoutLinks(parent, links);
        var own = System.IO.Path.Combine(within, System.IO.Path.GetFileName(folder));
        return new DirectoryInfo(own).LinkTarget is { } target
            ? WithoutLinks(System.IO.Path.GetFullPath(target, within), links + 1)
            : own;
    }

    private static int? OwnDescriptor(string path) =>
        DescriptorPath().Match(path) is { Success: true } match
            && match.Groups["process"].Value == Environment.ProcessId.ToString(CultureInfo.InvariantCulture)
            && int.TryParse(match.Groups["descriptor"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var descriptor)
            ? descriptor
            : null;

    private static IOException TooManyLinks() => new("too many symbolic links, one after another");

    [GeneratedRegex("^/proc/(?<process>[0-9]+)/(task/[0-9]+/)?fd/(?<descriptor>[0-9]+)$")]
    private static partial Regex DescriptorPath();
}
