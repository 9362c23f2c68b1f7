using System.CommandLine;
using System.Text;
using Chaos.Actors.Cli.Folders;

namespace Chaos.Actors.Cli.Help;

/// <summary>What <c>--help</c> shows: of the program its commands in groups, of a command its arguments, flags, examples and exit codes.</summary>
/// <param name="groups">The program's commands.</param>
/// <param name="width">Columns there are.</param>
internal sealed class HelpText(IReadOnlyList<VerbGroup> groups, int width)
{
    /// <summary>Longer lines are harder to read, however wide the window is.</summary>
    public const int Widest = 100;

    // What stands before a longer name goes on a line of its own.
    private const int WidestName = 28;

    private readonly StringBuilder _text = new();

    /// <summary>The help of a command, or of the program.</summary>
    public string Of(Command command)
    {
        _text.Clear();
        Paragraph(command.Description ?? "");
        Line();
        Line($"Usage: {Usage(command)}");
        if (command is RootCommand) Program();
        else Details(command);
        return _text.ToString();
    }

    private void Program()
    {
        foreach (var group in groups) Rows(group.Title, group.Verbs.Select(verb => (verb.Name, verb.Description ?? "")));
        Rows("Exit codes", ExitCode.Meanings.Select(code => ($"{code.Key}", code.Value)));
        Line();
        Paragraph($"`{RunFolder.Program} COMMAND --help` says more of each. --version shows the version.");
    }

    private void Details(Command command)
    {
        Rows("Arguments", command.Arguments.Select(argument => (argument.Name, argument.Description ?? "")));
        Rows("Commands", command.Subcommands.Select(verb => (verb.Name, verb.Description ?? "")));
        Rows("Flags", command.Options.Where(option => !option.Hidden).Select(option => (Flag(option), Description(option))));
        if (command is not Verb known) return;
        Title(known.Examples.Count > 0 ? "Examples" : null);
        foreach (var example in known.Examples) Line($"  {RunFolder.Program} {example}");
        Rows("Exit codes", ExitCode.Meanings.Where(code => known.Ends.Contains(code.Key)).Select(code => ($"{code.Key}", code.Value)));
    }

    private static string Usage(Command command)
    {
        if (command is RootCommand) return $"{RunFolder.Program} COMMAND [flags]";
        var above = command.Parents.OfType<Command>().First();
        var arguments = command.Arguments.Select(argument => argument.Arity.MinimumNumberOfValues == 0 ? $"[{argument.Name}]" : argument.Name);
        return string.Join(' ', [
            above is RootCommand ? RunFolder.Program : $"{RunFolder.Program} {above.Name}",
            command.Name, .. command.Subcommands.Count > 0 ? ["COMMAND"] : arguments, "[flags]",
        ]);
    }

    private static string Flag(Option option)
    {
        var name = string.Join(", ", option.Aliases.Append(option.Name).Where(alias => !alias.StartsWith('/')).OrderBy(alias => alias.Length));
        return option.ValueType == typeof(bool) || option.HelpName is null && Flags.Choices(option).Count == 0 ? name : $"{name} {Flags.Value(option)}";
    }

    private static string Description(Option option) => Flags.Default(option) is { } value ? $"{option.Description} (default: {value})" : option.Description ?? "";

    private void Rows(string title, IEnumerable<(string Name, string Text)> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0) return;
        Title(title);
        var column = all.Where(row => row.Name.Length <= WidestName).Select(row => row.Name.Length).DefaultIfEmpty(WidestName).Max() + 4;
        foreach (var (name, text) in all)
        {
            if (name.Length > WidestName)
            {
                Line("  " + name);
                Wrap(new string(' ', column), text, column);
            }
            else Wrap(("  " + name).PadRight(column), text, column);
        }
    }

    private void Title(string? title)
    {
        if (title is null) return;
        Line();
        Line(title);
    }

    private void Paragraph(string text) => Wrap("", text, 0);

    // A word that is longer than the line stays whole.
    private void Wrap(string begin, string text, int indent)
    {
        var line = new StringBuilder(begin);
        var empty = true;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!empty && line.Length + 1 + word.Length > width)
            {
                Line(line.ToString());
                line.Clear().Append(' ', indent);
                empty = true;
            }
            if (!empty) line.Append(' ');
            line.Append(word);
            empty = false;
        }
        Line(line.ToString().TrimEnd());
    }

    private void Line(string text = "") => _text.Append(text).Append('\n');
}
