using System.Text.RegularExpressions;

namespace Chaos.Actors.Cli.Tests.Programs;

/// <summary>docs/python.md.</summary>
internal static partial class PythonDocument
{
    /// <summary>Its blocks of a language, in their order.</summary>
    public static IReadOnlyList<string> Blocks(string language) =>
        [.. Block().Matches(Repository.Text("docs", "python.md")).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value)];

    [GeneratedRegex("^```(\\w+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
