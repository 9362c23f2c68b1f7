using System.Text;

namespace Chaos.Actors.Cli.Completions;

/// <summary>Completions for zsh.</summary>
internal static class ZshCompletions
{
    /// <summary>The script.</summary>
    public static string Of(IReadOnlyList<CompletionTree> trees)
    {
        var text = new StringBuilder("""
            #compdef chaos chaos-actors
            # zsh completions of chaos; load them with:  source <(chaos completions zsh)
            _chaos_campaigns() {
              local -a names
              names=(runs/*/chaos.db(N:h:t))
              compadd -a names
              _files -/
            }

            """);
        foreach (var tree in trees)
        {
            text.Append($"{Function(tree.Path)}() {{\n");
            if (tree.Verbs.Count > 0)
            {
                text.Append("  local -a verbs\n  verbs=(\n");
                foreach (var (name, does) in tree.Verbs) text.Append($"    {Quote($"{name}:{does}")}\n");
                text.Append($"  )\n  if (( CURRENT == 2 )) && [[ $words[2] == -* ]]; then _arguments {string.Join(' ', tree.Flags.Select(flag => Quote(Flag(flag))))}; return; fi\n");
                text.Append("  if (( CURRENT == 2 )); then _describe command verbs; return; fi\n  shift words; (( CURRENT-- ))\n  case $words[1] in\n");
                foreach (var (name, _) in tree.Verbs) text.Append($"    {name}) {Function($"{tree.Path} {name}".Trim())} ;;\n");
                text.Append("  esac\n}\n");
                continue;
            }
            text.Append("  _arguments");
            foreach (var flag in tree.Flags) text.Append($" \\\n    {Quote(Flag(flag))}");
            foreach (var argument in tree.Arguments) text.Append($" \\\n    {Quote($":{argument.ToString().ToLowerInvariant()}:{Action(argument)}")}");
            text.Append("\n}\n");
        }
        // Autoloaded it is the function itself; sourced it is registered.
        return text.Append("if [ \"$funcstack[1]\" = _chaos ]; then _chaos \"$@\"; else compdef _chaos chaos chaos-actors; fi\n").ToString();
    }

    private static string Function(string path) => path.Length == 0 ? "_chaos" : "_chaos_" + path.Replace(' ', '_').Replace('-', '_');

    private static string Flag(CompletionFlag flag)
    {
        var does = Escape(flag.Text);
        if (flag.Value is not { } value) return $"{flag.Name}[{does}]";
        var action = flag.Choices.Count > 0 ? $"({string.Join(' ', flag.Choices)})" : Action(value);
        return $"{flag.Name}[{does}]:{value.ToString().ToLowerInvariant()}:{action}";
    }

    private static string Action(CompletionKind kind) => kind switch
    {
        CompletionKind.Campaign => "_chaos_campaigns",
        CompletionKind.Folder => "_files -/",
        CompletionKind.File => "_files",
        _ => " ",
    };

    private static string Escape(string text) => text.Replace("\\", "\\\\").Replace("[", "\\[").Replace("]", "\\]").Replace(":", "\\:");

    private static string Quote(string text) => "'" + text.Replace("'", "'\\''") + "'";
}
