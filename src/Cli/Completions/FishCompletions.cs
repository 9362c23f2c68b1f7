using System.Text;

namespace Chaos.Actors.Cli.Completions;

/// <summary>Completions for fish.</summary>
internal static class FishCompletions
{
    /// <summary>The script.</summary>
    public static string Of(IReadOnlyList<CompletionTree> trees)
    {
        var text = new StringBuilder("""
            # fish completions of chaos; load them with:  chaos completions fish | source
            function __chaos_campaigns
                for database in runs/*/chaos.db
                    basename (dirname $database)
                end
                __fish_complete_directories
            end

            """);
        foreach (var program in (string[])["chaos", "chaos-actors"])
            foreach (var line in trees.SelectMany(Lines))
                text.Append($"complete -c {program} {line}\n");
        return text.ToString();
    }

    private static IEnumerable<string> Lines(CompletionTree tree)
    {
        var after = $"-n {Quote(Condition(tree))}";
        foreach (var (name, does) in tree.Verbs) yield return $"-f {after} -a {name} -d {Quote(does)}";
        foreach (var flag in tree.Flags)
        {
            var name = flag.Name.StartsWith("--", StringComparison.Ordinal) ? $"-l {flag.Name[2..]}" : $"-s {flag.Name[1..]}";
            yield return $"{after} {name} -d {Quote(flag.Text)}{Value(flag)}";
        }
        foreach (var argument in tree.Arguments.Distinct()) yield return after + Offer(argument);
    }

    private static string Condition(CompletionTree tree)
    {
        if (tree.Path.Length == 0) return "__fish_use_subcommand";
        var seen = string.Join("; and ", tree.Path.Split(' ').Select(word => $"__fish_seen_subcommand_from {word}"));
        return tree.Verbs.Count == 0 ? seen : $"{seen}; and not __fish_seen_subcommand_from {string.Join(' ', tree.Verbs.Select(verb => verb.Name))}";
    }

    private static string Value(CompletionFlag flag) =>
        flag.Choices.Count > 0 ? $" -x -a {Quote(string.Join(' ', flag.Choices))}" : flag.Value is { } value ? " -r" + Offer(value) : "";

    private static string Offer(CompletionKind kind) => kind switch
    {
        CompletionKind.Campaign => " -f -a '(__chaos_campaigns)'",
        CompletionKind.Folder => " -f -a '(__fish_complete_directories)'",
        CompletionKind.File => " -F",
        _ => " -f",
    };

    private static string Quote(string text) => "'" + text.Replace("\\", "\\\\").Replace("'", "\\'") + "'";
}
