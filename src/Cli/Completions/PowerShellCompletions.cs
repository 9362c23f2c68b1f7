using System.Text;

namespace Chaos.Actors.Cli.Completions;

/// <summary>Completions for PowerShell 7.</summary>
internal static class PowerShellCompletions
{
    /// <summary>The script.</summary>
    public static string Of(IReadOnlyList<CompletionTree> trees)
    {
        var text = new StringBuilder("# PowerShell completions of chaos; load them with:  chaos completions pwsh | Out-String | Invoke-Expression\n$script:ChaosVerbs = @{\n");
        foreach (var tree in trees)
        {
            text.Append($"  {Quote(tree.Path)} = @{{\n    Verbs = @({List(tree.Verbs.Select(verb => verb.Name))})\n");
            text.Append($"    Arguments = @({List(tree.Arguments.Select(kind => kind.ToString()))})\n    Flags = @{{\n");
            foreach (var flag in tree.Flags)
                text.Append($"      {Quote(flag.Name)} = @{{ Text = {Quote(flag.Text)}; Value = {(flag.Value is { } kind ? Quote(kind.ToString()) : "$null")}; Choices = @({List(flag.Choices)}) }}\n");
            text.Append("    }\n  }\n");
        }
        return text.Append("""
            }
            Register-ArgumentCompleter -Native -CommandName chaos, chaos-actors -ScriptBlock {
              param($word, $line, $cursor)
              $words = @($line.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
              if ($word -ne '' -and $words.Count -gt 0) { $words = @($words | Select-Object -SkipLast 1) }
              $path = ''; $last = ''; $at = 0
              foreach ($each in $words) {
                $valued = $last -like '-*' -and $script:ChaosVerbs[$path].Flags[$last].Value
                if (-not ($each -like '-*') -and -not $valued) {
                  if ($script:ChaosVerbs[$path].Verbs -contains $each) { $path = "$path $each".Trim() } else { $at++ }
                }
                $last = $each
              }
              $here = $script:ChaosVerbs[$path]
              $flag = if ($last -like '-*') { $here.Flags[$last] } else { $null }
              if ($flag -and $flag.Choices.Count -gt 0) { $found = $flag.Choices }
              elseif ($flag -and $flag.Value) { $found = if ($flag.Value -eq 'Campaign') { Get-ChildItem runs -Directory -Name -ErrorAction SilentlyContinue } else { $null } }
              elseif ($word -like '-*') { $found = $here.Flags.Keys | Sort-Object }
              elseif ($here.Verbs.Count -gt 0) { $found = $here.Verbs }
              elseif ($at -lt $here.Arguments.Count -and $here.Arguments[$at] -eq 'Campaign') { $found = Get-ChildItem runs -Directory -Name -ErrorAction SilentlyContinue }
              else { $found = $null }
              $found | Where-Object { $_ -like "$word*" } | ForEach-Object {
                $text = if ($here.Flags[$_]) { $here.Flags[$_].Text } else { $_ }
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $text)
              }
            }

            """).ToString();
    }

    private static string List(IEnumerable<string> words) => string.Join(", ", words.Select(Quote));

    private static string Quote(string text) => "'" + text.Replace("'", "''") + "'";
}
