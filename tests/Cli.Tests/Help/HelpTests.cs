using System.CommandLine;
using System.Text.RegularExpressions;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Cli.Tests.Programs;

namespace Chaos.Actors.Cli.Tests.Help;

/// <summary>What the program says of itself, and of a call that it does not understand.</summary>
public sealed class HelpTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);

    public static TheoryData<string> Verbs => [.. All(CommandLine.Root()).Skip(1).Select(verb => verb.Parents.OfType<RootCommand>().Any() ? verb.Name : $"{verb.Parents.First().Name} {verb.Name}")];

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    public void Should_keep_every_line_within_the_width(int width)
    {
        var help = new HelpText(CommandLine.Groups(), width);
        foreach (var command in All(CommandLine.Root()))
        {
            var text = help.Of(command);
            Assert.All(text.Split('\n'), line => Assert.True(line.Length <= width, line));
        }
    }

    [Needs("script stty")]
    public async Task Should_not_be_wider_than_a_hundred_columns_in_any_window()
    {
        using var terminal = Terminal.Open(_place.Folder, 300, 24, $"{Shell.Chaos} pair --help");
        Assert.Equal(0, await terminal.EndAsync());
        Assert.InRange(terminal.Screen.Split('\n').Max(line => line.Length), 90, 100);
    }

    [Fact]
    public void Should_show_every_command_once_in_a_line_of_its_group()
    {
        var root = CommandLine.Root();
        var lines = new HelpText(CommandLine.Groups(), 80).Of(root).Split('\n');
        foreach (var verb in root.Subcommands)
            Assert.Single(lines, line => Regex.IsMatch(line, $"^  {verb.Name} +{Regex.Escape(verb.Description!)}$"));
        string[] titles = ["A campaign", "Its results", "One pair group", "A cluster", "Its nodes", "Other", "Exit codes"];
        Assert.Equal(titles, lines.Where(titles.Contains));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Should_give_examples_that_can_be_parsed_and_defaults_once(string path)
    {
        var verb = Assert.IsType<Verb>(path.Split(' ').Aggregate((Command)CommandLine.Root(), (at, word) => at.Subcommands.Single(each => each.Name == word)));
        var help = new HelpText(CommandLine.Groups(), 100).Of(verb);

        Assert.NotEmpty(verb.Examples);
        foreach (var example in verb.Examples)
        {
            var words = example.Split(" >")[0].Split(" |")[0];
            Assert.Empty(CommandLine.Root().Parse(words).Errors);
            Assert.Empty(Misspelling.Of(CommandLine.Root().Parse(words)));
            Assert.StartsWith(path.Split(' ')[0] + " ", words + " ");
        }
        foreach (var option in verb.Options)
        {
            var row = Regex.Match(help, $@"^  {option.Name}\b.*?(?=^  -|^\w|\z)", RegexOptions.Multiline | RegexOptions.Singleline).Value;
            Assert.NotEmpty(row);
            Assert.InRange(Regex.Count(row, @"\bdefault\b"), option.HasDefaultValue && option.ValueType != typeof(bool) ? 1 : 0, 1);
            Assert.DoesNotContain("System.", row);
        }
        Assert.Contains("\n  0  complete\n  2  bad input", help);
    }

    [Theory]
    [InlineData("rnu iris.yaml", "chaos: rnu: no such command, did you mean run?", "Try `chaos --help`.")]
    [InlineData("certs nod x", "chaos: nod: no such command, did you mean node?", "Try `chaos certs --help`.")]
    [InlineData("run iris.yaml --sedes 3", "chaos: run: --sedes: no such flag, did you mean --seeds?", "Try `chaos run --help`.")]
    [InlineData("status --jsno", "chaos: status: --jsno: no such flag, did you mean --json?", "Try `chaos status --help`.")]
    [InlineData("run", "chaos: run: FILE is missing: the campaign, a YAML file", "Try `chaos run --help`.")]
    [InlineData("run a.yaml b.yaml", "chaos: run: found b.yaml, expected only FILE", "Try `chaos run --help`.")]
    [InlineData("frobnicate", "chaos: frobnicate: no such command", "Try `chaos --help`.")]
    public async Task Should_say_what_was_probably_meant(string call, params string[] lines)
    {
        var outcome = await ChaosProgram.RunAsync(_place.Folder, call.Split(' '));
        Assert.Equal((2, "", string.Concat(lines.Select(line => line + "\n"))), (outcome.ExitCode, outcome.Output, outcome.Messages));
    }

    [Fact]
    public void Should_take_what_follows_two_dashes_for_a_name() => Assert.Empty(Misspelling.Of(CommandLine.Root().Parse("status -- --odd")));

    [Fact]
    public async Task Should_help_who_says_nothing()
    {
        var (nothing, help) = (await ChaosProgram.RunAsync(_place.Folder), await ChaosProgram.RunAsync(_place.Folder, "--help"));
        Assert.Equal((0, help.Output), (nothing.ExitCode, nothing.Output));
        Assert.Contains("Usage: chaos COMMAND", help.Output);
    }
}
