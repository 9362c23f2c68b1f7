using System.CommandLine;
using Chaos.Actors.Cli.Completions;
using Chaos.Actors.Cli.Tests.Programs;

namespace Chaos.Actors.Cli.Tests.Help;

/// <summary>What shells offer, in the shells themselves.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("chaos sta", "status")]
    [InlineData("./chaos certs ", "ca node")]
    [InlineData("chaos run --se", "--seeds")]
    [InlineData("chaos run mine.yaml --ch", "--checkpoint-every")]
    [InlineData("chaos run cam", "campaigns")]
    [InlineData("chaos export quick --format ", "csv hdf5 parquet")]
    [InlineData("chaos export --format hdf5 qu", "quick")]
    [InlineData("chaos status ", "campaigns iris quick runs")]
    [InlineData("chaos status quick --", "--json --server")]
    [InlineData("chaos certs node --ca cam", "campaigns")]
    [InlineData("chaos compare quick i", "iris")]
    [InlineData("chaos status quick i", "")]
    [InlineData("chaos run --seeds ", "")]
    public async Task Should_be_completed_by_bash(string line, string expected)
    {
        foreach (var campaign in (string[])["quick", "iris"])
        {
            Directory.CreateDirectory(_place.File("runs", campaign));
            await File.WriteAllTextAsync(_place.File("runs", campaign, "chaos.db"), "");
        }
        Directory.CreateDirectory(_place.File("campaigns"));
        _place.Write("completions", BashCompletions.Of(CompletionTree.Of(CommandLine.Root())));
        var words = line.Split(' ');

        // As Readline does: the function that is registered for the command, with the words and where the cursor is.
        var outcome = await Shell.RunAsync(_place.Folder, $$"""
            unset -f chaos
            source completions
            registered=$(complete -p {{Path.GetFileName(words[0])}}); set -- $registered
            COMP_WORDS=({{string.Join(' ', words.Select(word => $"'{word}'"))}}); COMP_CWORD={{words.Length - 1}}
            "$3"
            printf '%s\n' "${COMPREPLY[@]}" | sort | xargs
            """);

        var (offered, wanted) = (outcome.Output.Trim().Split(' '), expected.Split(' '));
        Assert.Empty(outcome.Messages);
        if (line.EndsWith("--", StringComparison.Ordinal)) Assert.All(wanted, flag => Assert.Contains(flag, offered));
        else Assert.Equal(wanted, offered);
    }

    [Fact]
    public async Task Should_print_what_is_tested_here()
    {
        var outcome = await ChaosProgram.RunAsync(_place.Folder, "completions", "bash");
        Assert.Equal(BashCompletions.Of(CompletionTree.Of(CommandLine.Root())).Trim(), outcome.Output.Trim());
    }

    [Fact]
    public void Should_know_every_command_and_flag_in_every_shell()
    {
        var trees = CompletionTree.Of(CommandLine.Root());
        string[] scripts = [BashCompletions.Of(trees), ZshCompletions.Of(trees), FishCompletions.Of(trees), PowerShellCompletions.Of(trees)];
        foreach (var tree in trees)
            foreach (var script in scripts)
            {
                Assert.All(tree.Verbs, verb => Assert.Contains(verb.Name, script));
                Assert.All(tree.Flags, flag => Assert.Contains(flag.Name.TrimStart('-'), script));
            }
    }

    // A command's flags were the program's: what begins with a dash was looked at before the command was.
    [Needs("zsh")]
    public async Task Should_offer_the_flags_of_a_command_in_zsh()
    {
        _place.Write("completions", ZshCompletions.Of(CompletionTree.Of(CommandLine.Root())));
        var outcome = await Shell.RunAsync(_place.Folder, """
            zsh -fc 'compdef() { }; source completions; _arguments() { print -l -- $@ }; words=(chaos run --se); CURRENT=3; _chaos'
            """);
        Assert.True(outcome is { ExitCode: 0, Messages: "" }, outcome.ToString());
        Assert.Contains("\n--seeds[", outcome.Output);
    }

    [Needs("fish")]
    public async Task Should_offer_the_flags_of_a_command_in_fish()
    {
        _place.Write("completions", FishCompletions.Of(CompletionTree.Of(CommandLine.Root())));
        var outcome = await Shell.RunAsync(_place.Folder, """fish --no-config -c "source completions; complete -C 'chaos run --se'" """);
        Assert.True(outcome is { ExitCode: 0, Messages: "" }, outcome.ToString());
        Assert.StartsWith("--seeds\t", outcome.Output);
    }

    [Needs("zsh")]
    public Task Should_be_good_zsh() => CheckAsync("zsh -n completions", ZshCompletions.Of);

    [Needs("fish")]
    public Task Should_be_good_fish() => CheckAsync("fish --no-execute completions", FishCompletions.Of);

    [Needs("pwsh")]
    public Task Should_be_good_PowerShell() => CheckAsync("pwsh -NoProfile -Command 'Get-Content -Raw completions | Invoke-Expression'", PowerShellCompletions.Of);

    private async Task CheckAsync(string command, Func<IReadOnlyList<CompletionTree>, string> script)
    {
        _place.Write("completions", script(CompletionTree.Of(CommandLine.Root())));
        var outcome = await Shell.RunAsync(_place.Folder, command);
        Assert.True(outcome is { ExitCode: 0, Messages: "" }, outcome.ToString());
    }
}
