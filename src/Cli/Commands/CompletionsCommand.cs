using System.CommandLine;
using Chaos.Actors.Cli.Completions;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Cli.Screens;

namespace Chaos.Actors.Cli.Commands;

/// <summary><c>chaos completions SHELL</c>: what completes commands, flags and campaigns in a shell.</summary>
internal static class CompletionsCommand
{
    private static readonly Dictionary<string, Func<IReadOnlyList<CompletionTree>, string>> Shells = new()
    {
        ["bash"] = BashCompletions.Of,
        ["zsh"] = ZshCompletions.Of,
        ["fish"] = FishCompletions.Of,
        ["pwsh"] = PowerShellCompletions.Of,
    };

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = string.Join(", ", Shells.Keys) };
        shell.AcceptOnlyFromAmong([.. Shells.Keys]);
        var command = new Verb("completions", "Print what completes commands and flags in a shell.",
            ["completions bash >~/.local/share/bash-completion/completions/chaos", "completions fish | source"])
        {
            shell,
        };
        command.SetAction(parsed =>
        {
            Screen.Result(Shells[parsed.GetRequiredValue(shell)](CompletionTree.Of((RootCommand)parsed.RootCommandResult.Command)).TrimEnd('\n'));
            return ExitCode.Complete;
        });
        return command;
    }
}
