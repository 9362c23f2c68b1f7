using YamlDotNet.Core;

namespace Chaos.Actors.Campaigns.Files;

/// <summary>Tabs in the indentation: no YAML, and not to be seen in an editor.</summary>
internal static class CampaignFileTab
{
    /// <summary>The first tab in the indentation of the line that a scanner has reached, or null.</summary>
    public static Mark? Before(string text, Mark reached)
    {
        var line = (int)Math.Min(reached.Index, text.Length);
        while (line > 0 && text[line - 1] is not ('\n' or '\r')) line--;
        for (var i = line; i < text.Length && text[i] is ' ' or '\t'; i++)
            if (text[i] == '\t') return new Mark(i, reached.Line, i - line + 1);
        return null;
    }
}
