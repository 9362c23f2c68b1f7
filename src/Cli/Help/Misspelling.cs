using System.CommandLine;
using System.CommandLine.Parsing;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Cli.Help;

/// <summary>What is wrong with a command line, in sentences that name what was probably meant.</summary>
internal static class Misspelling
{
    /// <summary>The sentences; none where the line can be understood.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var unknown = parsed.UnmatchedTokens.Concat(TakenForArguments(parsed)).Where(IsFlag).ToList();
        if (unknown.Count == 0 && parsed.Errors.Count == 0) return [];
        if (unknown.Count > 0) return [.. unknown.Select(flag => Flag(command, flag)).Distinct()];
        if (command.Subcommands.Count > 0) return [Verb(command, parsed.UnmatchedTokens.FirstOrDefault())];
        if (parsed.UnmatchedTokens is [var more, ..]) return [$"{command.Name}: found {more}, expected {Expected(command)}"];
        var missing = command.Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > (parsed.GetResult(argument)?.Tokens.Count ?? 0))
            .Select(argument => $"{command.Name}: {argument.Name} is missing: {argument.Description}").ToList();
        return missing.Count > 0 ? missing : [.. parsed.Errors.Select(error => error.Message).Distinct()];
    }

    private static string Verb(Command above, string? word)
    {
        var names = above.Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name).ToList();
        if (word is null) return $"found no command, expected one{(above is RootCommand ? "" : $" of {string.Join(", ", names)}")}";
        var meant = NearestName.Find(word, names);
        return $"{word}: no such command{(meant is null ? "" : $", did you mean {meant}?")}";
    }

    private static string Flag(Command command, string flag)
    {
        var name = flag.Split('=', ':')[0];
        var meant = NearestName.Find(name, [.. command.Options.Where(option => !option.Hidden).Select(option => option.Name)]);
        return $"{(command is RootCommand ? "" : command.Name + ": ")}{name}: no such flag{(meant is null ? "" : $", did you mean {meant}?")}";
    }

    private static string Expected(Command command) => command.Arguments.Count == 0
        ? "no argument"
        : $"only {string.Join(' ', command.Arguments.Select(argument => argument.Name))}";

    // An unknown flag would be taken for a file's name; after -- it may be one.
    private static IEnumerable<string> TakenForArguments(ParseResult parsed)
    {
        var before = parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash).Select(token => token.Value).ToHashSet();
        return parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens)
            .Select(token => token.Value).Where(before.Contains);
    }

    private static bool IsFlag(string token) => token.Length > 1 && token[0] == '-';
}
