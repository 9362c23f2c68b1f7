using System.Text;

namespace Chaos.Actors.Cli.Completions;

/// <summary>Completions for bash 4 and later.</summary>
internal static class BashCompletions
{
    /// <summary>The script.</summary>
    public static string Of(IReadOnlyList<CompletionTree> trees)
    {
        var text = new StringBuilder("""
            # bash completions of chaos; load them with:  source <(chaos completions bash)
            _chaos_campaigns() {
              local folder
              for folder in runs/*/; do [ -f "${folder}chaos.db" ] && basename "$folder"; done
            }
            _chaos() {
              local word=${COMP_WORDS[COMP_CWORD]} last=${COMP_WORDS[COMP_CWORD-1]} path= verbs= flags= arguments= valued= values= at k
              COMPREPLY=()
              _chaos_verb ''
              at=0
              for ((k = 1; k < COMP_CWORD; k++)); do
                case ${COMP_WORDS[k]} in
                  -*) continue ;;
                esac
                case " $valued " in *" ${COMP_WORDS[k-1]} "*) continue ;; esac
                case " $verbs " in
                  *" ${COMP_WORDS[k]} "*) path="${path:+$path }${COMP_WORDS[k]}"; _chaos_verb "$path" ;;
                  *) at=$((at + 1)) ;;
                esac
              done
              _chaos_value "$path" "$last"
              case $values in
                '') ;;
                @*) _chaos_offer "${values#@}" "$word"; return ;;
                *) COMPREPLY=($(compgen -W "$values" -- "$word")); return ;;
              esac
              case $word in
                -*) COMPREPLY=($(compgen -W "$flags" -- "$word")); return ;;
              esac
              if [ -n "$verbs" ]; then COMPREPLY=($(compgen -W "$verbs" -- "$word")); return; fi
              set -- $arguments
              [ "$at" -lt $# ] && shift "$at" && _chaos_offer "$1" "$word"
            }
            _chaos_offer() {
              case $1 in
                file) COMPREPLY=($(compgen -f -- "$2")); compopt -o filenames 2>/dev/null ;;
                folder) COMPREPLY=($(compgen -d -- "$2")); compopt -o filenames 2>/dev/null ;;
                campaign) COMPREPLY=($(compgen -W "$(_chaos_campaigns)" -- "$2") $(compgen -d -- "$2")); compopt -o filenames 2>/dev/null ;;
              esac
            }

            """);
        text.Append("_chaos_verb() {\n  verbs= flags= arguments= valued=\n  case $1 in\n");
        foreach (var tree in trees)
        {
            text.Append($"    '{tree.Path}')");
            if (tree.Verbs.Count > 0) text.Append($" verbs='{Words(tree.Verbs.Select(verb => verb.Name))}';");
            if (tree.Arguments.Count > 0) text.Append($" arguments='{Words(tree.Arguments.Select(Word))}';");
            text.Append($" flags='{Words(tree.Flags.Select(flag => flag.Name))}';");
            text.Append($" valued='{Words(tree.Flags.Where(flag => flag.Value is not null).Select(flag => flag.Name))}' ;;\n");
        }
        text.Append("  esac\n}\n_chaos_value() {\n  values=\n  case $1/$2 in\n");
        foreach (var tree in trees)
            foreach (var flag in tree.Flags.Where(flag => flag.Value is not null))
                text.Append($"    '{tree.Path}/{flag.Name}') values='{(flag.Choices.Count > 0 ? Words(flag.Choices) : "@" + Word(flag.Value!.Value))}' ;;\n");
        text.Append("  esac\n}\ncomplete -F _chaos chaos chaos-actors\n");
        return text.ToString();
    }

    private static string Words(IEnumerable<string> words) => string.Join(' ', words);

    private static string Word(CompletionKind kind) => kind.ToString().ToLowerInvariant();
}
