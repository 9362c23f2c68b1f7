using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Chaos.Actors.Cli.Screens;

/// <summary>The last lines of the terminal, rewritten in place, one write a frame so that nothing flickers.</summary>
internal sealed partial class LiveRegion : IDisposable
{
    private const string HideCursor = "\e[?25l";
    private const string ShowCursor = "\e[?25h";

    private string[] _shown = [];

    /// <summary>Replaces what is shown.</summary>
    public void Show(string frame)
    {
        var lines = frame.TrimEnd('\n').Split('\n');
        var text = new StringBuilder(HideCursor);
        Rewind(text);
        foreach (var line in lines) text.Append(line).Append("\e[K\n");
        StandardStreams.Error.Write(text.Append("\e[J").ToString());
        _shown = lines;
    }

    /// <summary>Removes what is shown.</summary>
    public void Clear()
    {
        var text = new StringBuilder();
        Rewind(text);
        StandardStreams.Error.Write(text.Append("\e[J").Append(ShowCursor).ToString());
        _shown = [];
    }

    /// <summary>Leaves what is shown where it is.</summary>
    public void Dispose()
    {
        StandardStreams.Error.Write(ShowCursor);
    }

    // A window made narrower has wrapped the lines shown before, which then take more rows than lines.
    private void Rewind(StringBuilder text)
    {
        var width = Screen.Width;
        var rows = _shown.Sum(line => Math.Max(1, (VisibleLength(line) + width - 1) / width));
        text.Append('\r');
        if (rows > 0) text.Append(CultureInfo.InvariantCulture, $"\e[{rows}A");
    }

    private static int VisibleLength(string line) => Escapes().Replace(line, "").Length;

    [GeneratedRegex("\e\\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Escapes();
}
