using System.CommandLine;
using System.Text;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Cli.Tests.Programs;

namespace Chaos.Actors.Cli.Tests.Help;

/// <summary>docs/cli.md shows what the program says of itself.</summary>
public sealed class ReferenceTests : IDisposable
{
    private const string Marker = "<!-- from here on: the program's own words -->\n";
    private const int Width = 80;

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    /// <summary>After a change that was meant, write docs/cli.md anew: CHAOS_WRITE=1.</summary>
    [Fact]
    public async Task Should_show_the_help_of_every_command()
    {
        var written = Repository.Text("docs", "cli.md");
        var program = await ChaosProgram.RunAsync(_place.Folder, "--help");
        var page = written[..(written.IndexOf(Marker, StringComparison.Ordinal) + Marker.Length)] + Reference(program.Output);
        if (Environment.GetEnvironmentVariable("CHAOS_WRITE") == "1") await File.WriteAllTextAsync(Repository.File("docs", "cli.md"), written = page);

        Assert.Equal(page, written);
    }

    private static string Reference(string program)
    {
        var (help, text) = (new HelpText(CommandLine.Groups(), Width), new StringBuilder());
        text.Append('\n').Append(Block(program));
        // A command knows what stands above it only where it hangs in the tree.
        var verbs = CommandLine.Root().Subcommands.ToDictionary(verb => verb.Name);
        foreach (var group in CommandLine.Groups())
        {
            text.Append($"\n## {group.Title}\n");
            foreach (var verb in group.Verbs.Select(each => verbs[each.Name]))
            {
                text.Append($"\n### {verb.Name}\n{Block(help.Of(verb))}");
                foreach (var inner in verb.Subcommands) text.Append($"\n#### {verb.Name} {inner.Name}\n{Block(help.Of(inner))}");
            }
        }
        return text.ToString();
    }

    // The program of this process is the tests'.
    private static string Block(string help) => $"```text\n{help.Replace(RunFolder.Program + " ", "chaos ", StringComparison.Ordinal).TrimEnd()}\n```\n";
}
