using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Campaigns.Files;

/// <summary>
/// A campaign written down by a user, in YAML. Everything in it is checked here, at the edge: whatever comes out of
/// <see cref="Read"/> can be run. The fields are described in docs/campaign-file.md.
/// </summary>
public static class CampaignFile
{
    /// <summary>The longest file that is read, in bytes.</summary>
    public const int MaximumBytes = 1 << 20;

    private const string Wanted = "a campaign file (YAML)";

    /// <summary>Reads and checks a campaign file.</summary>
    /// <exception cref="CampaignFileException">The file cannot be read, or something in it is wrong.</exception>
    public static CampaignDocument Read(string path) => Document(ReadText(path, Wanted), path);

    /// <summary>Reads and checks a campaign file that somebody sent. No file that it names is looked at.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="path">What it is called: for messages and the default name.</param>
    /// <exception cref="CampaignFileException">Something in it is wrong.</exception>
    public static CampaignDocument Read(ReadOnlySpan<byte> bytes, string path) => Document(Text(path, bytes, Wanted), path);

    /// <summary>Checks the text of a campaign file.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="path">Where it came from: for messages, relative data files and the default name.</param>
    /// <exception cref="CampaignFileException">Something in it is wrong.</exception>
    public static CampaignSpec Parse(string text, string path) => Document(text, path).Campaign;

    private static CampaignDocument Document(string text, string path)
    {
        var problems = new CampaignFileProblems();
        var root = CampaignFileTree.Parse(text, problems);
        var campaign = root is null ? null : CampaignFileReader.Read(root, path, problems);
        if (campaign is null || problems.Any) throw new CampaignFileException(path, problems.InFileOrder());
        return new CampaignDocument(path, text, campaign, root!);
    }

    /// <summary>The text of a YAML file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="wanted">What it should be, for messages.</param>
    /// <exception cref="CampaignFileException">It cannot be read, or is no text of a sensible length.</exception>
    internal static string ReadText(string path, string wanted)
    {
        if (Directory.Exists(path)) throw Unreadable(path, $"found a folder, expected {wanted}");
        try
        {
            using var stream = File.OpenRead(path);
            // One byte more than allowed, and never the file's own idea of its length: it may be a pipe or a device.
            var bytes = new byte[MaximumBytes + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > MaximumBytes)
                throw Unreadable(path, $"the file is larger than 1 MB, expected {wanted} of a few lines");
            return Text(path, bytes.AsSpan(0, length), wanted);
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

    private static string Text(string path, ReadOnlySpan<byte> bytes, string wanted)
    {
        var expected = $"expected {wanted} saved as UTF-8";
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            throw Unreadable(path, $"the file is UTF-16 text, {expected}", 1, 1);
        if (bytes is [0xEF, 0xBB, 0xBF, ..]) bytes = bytes[3..];
        // The first byte that no campaign file holds: one that is not UTF-8, or the control character 0.
        var good = Utf8.IsValid(bytes) ? bytes.Length : ValidUtf8(bytes);
        var nul = bytes[..good].IndexOf((byte)0);
        if (nul >= 0) good = nul;
        if (good == bytes.Length) return Encoding.UTF8.GetString(bytes);
        var before = Encoding.UTF8.GetString(bytes[..good]);
        var what = nul >= 0 ? "the file is not text (it holds the byte 0)" : "the file is not UTF-8 text";
        throw Unreadable(path, $"{what}, {expected}", before.Count(c => c == '\n') + 1, before.Length - before.LastIndexOf('\n'));
    }

    private static int ValidUtf8(ReadOnlySpan<byte> bytes)
    {
        var position = 0;
        while (Rune.DecodeFromUtf8(bytes[position..], out _, out var used) == OperationStatus.Done) position += used;
        return position;
    }

    private static CampaignFileException Unreadable(string path, string message, int line, int column) =>
        new(path, [new CampaignFileProblem(line, column, "", message)]);

    private static CampaignFileException Unreadable(string path, string message, Exception? cause = null) =>
        new(path, [new CampaignFileProblem(0, 0, "", message)], cause);
}
