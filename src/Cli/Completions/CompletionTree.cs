using System.CommandLine;
using Chaos.Actors.Cli.Help;

namespace Chaos.Actors.Cli.Completions;

/// <summary>What can be typed after a command, as a shell needs to know it.</summary>
/// <param name="Path">The command's words: <c>certs node</c>; empty for the program.</param>
/// <param name="Verbs">Commands that may follow, with what they do.</param>
/// <param name="Flags">Its flags.</param>
/// <param name="Arguments">What its arguments are, in their order.</param>
internal sealed record CompletionTree(
    string Path, IReadOnlyList<(string Name, string Text)> Verbs, IReadOnlyList<CompletionFlag> Flags, IReadOnlyList<CompletionKind> Arguments)
{
    /// <summary>The program and all its commands.</summary>
    public static IReadOnlyList<CompletionTree> Of(RootCommand root) => [.. Below(root, "")];

    private static IEnumerable<CompletionTree> Below(Command command, string path)
    {
        var verbs = command.Subcommands.Where(verb => !verb.Hidden).ToList();
        yield return new CompletionTree(
            path,
            [.. verbs.Select(verb => (verb.Name, verb.Description ?? ""))],
            [.. command.Options.Where(option => !option.Hidden).Select(option => Flag(option))],
            [.. command.Arguments.Select(argument => Kind(argument.Name))]);
        foreach (var tree in verbs.SelectMany(verb => Below(verb, $"{path} {verb.Name}".Trim()))) yield return tree;
    }

    private static CompletionFlag Flag(Option option)
    {
        var takes = Help.Flags.TakesValue(option);
        return new CompletionFlag(
            option.Name, option.Description ?? "", takes ? Help.Flags.Choices(option) : [], takes ? Kind(option.HelpName ?? "") : null);
    }

    private static CompletionKind Kind(string name) => name switch
    {
        "CAMPAIGN" or "A" or "B" => CompletionKind.Campaign,
        "DIR" => CompletionKind.Folder,
        _ when name.StartsWith("FILE", StringComparison.Ordinal) || name == "TASK" => CompletionKind.File,
        _ => CompletionKind.Nothing,
    };
}
