using System.Text;
using Chaos.Actors.Dynamics.Campaigns;

namespace Chaos.Actors.Coordinator.Campaigns;

/// <summary>
/// A campaign written down by a user, in YAML. Everything in it is checked here, at the edge: whatever comes out of
/// <see cref="Read"/> can be run. The fields are described in docs/campaign-file.md.
/// </summary>
public static class CampaignFile
{
    /// <summary>The longest file that is read, in bytes.</summary>
    public const int MaximumBytes = 1 << 20;

    /// <summary>Reads and checks a campaign file.</summary>
    /// <exception cref="CampaignFileException">The file cannot be read, or something in it is wrong.</exception>
    public static CampaignSpec Read(string path)
    {
        var text = ReadText(path);
        return Parse(text, path);
    }

    /// <summary>Checks the text of a campaign file.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="path">Where it came from: for messages, relative data files and the default name.</param>
    /// <exception cref="CampaignFileException">Something in it is wrong.</exception>
    public static CampaignSpec Parse(string text, string path)
    {
        var problems = new CampaignFileProblems();
        var root = CampaignFileTree.Parse(text, problems);
        var campaign = root is null ? null : CampaignFileReader.Read(root, path, problems);
        if (campaign is null || problems.Any) throw new CampaignFileException(path, problems.InFileOrder());
        return campaign;
    }

    private static string ReadText(string path)
    {
        if (Directory.Exists(path)) throw Unreadable(path, "found a folder, expected a campaign file (YAML)");
        try
        {
            using var stream = File.OpenRead(path);
            // One byte more than allowed, and never the file's own idea of its length: it may be a pipe or a device.
            var bytes = new byte[MaximumBytes + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > MaximumBytes)
                throw Unreadable(path, "the file is larger than 1 MB, expected a campaign file (a few lines of YAML)");
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, 0, length);
            if (text.Contains('\0')) throw Unreadable(path, "the file is not text, expected a campaign file (YAML)");
            return text.TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            throw Unreadable(path, "the file is not UTF-8 text, expected a campaign file (YAML)", e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Unreadable(path, "no such file", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Unreadable(path, "the file cannot be read: " + e.Message, e);
        }
    }

    private static CampaignFileException Unreadable(string path, string message, Exception? cause = null) =>
        new(path, [new CampaignFileProblem(0, 0, "", message)], cause);
}
