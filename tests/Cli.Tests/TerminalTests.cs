using Chaos.Actors.Cli.Tests.Programs;

namespace Chaos.Actors.Cli.Tests;

/// <summary>What the user sees may go away or be of any size: that is no reason to lose work, and results are not lost in silence.</summary>
public sealed class TerminalTests : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Needs("script stty")]
    public async Task Should_go_on_when_its_terminal_is_gone_and_nobody_hangs_up()
    {
        _place.WriteIris(seeds: 10, epochs: 1000);
        using var terminal = Terminal.Open(
            _place.Folder, 80, 24, $"trap '' HUP; {Shell.Chaos} run iris.yaml --out out --slots 1 > results");
        await StoredAsync(2);
        terminal.Vanish();

        var code = await terminal.EndAsync();

        Assert.Equal(0, code);
        Assert.Contains("95 % interval", await File.ReadAllTextAsync(_place.File("results")));
        Assert.Equal(1 + 20, (await File.ReadAllLinesAsync(_place.File("out", "items.csv"))).Length);
    }

    [Needs("script stty")]
    public async Task Should_drain_when_its_terminal_hangs_up()
    {
        _place.WriteIris(seeds: 5000, epochs: 2000);
        // As a shell does for its jobs.
        using var terminal = Terminal.Open(
            _place.Folder, 80, 24,
            $"{Shell.Chaos} run iris.yaml --out out --slots 1 & job=$!; trap \"kill -HUP $job\" HUP\n"
            + "while kill -0 $job 2> gone; do wait $job; ended=$?; done; (exit $ended)");
        await StoredAsync(2);
        terminal.Vanish();

        var code = await terminal.EndAsync();
        var status = await ChaosProgram.RunAsync(_place.Folder, "status", "out");

        Assert.Equal(4, code);
        Assert.Contains("iris: interrupted", status.Output);
    }

    [Needs("script stty")]
    public async Task Should_go_on_in_a_window_of_any_size()
    {
        _place.WriteIris(seeds: 10, epochs: 1000);
        using var terminal = Terminal.Open(
            _place.Folder, 80, 24, $"{Shell.Chaos} run iris.yaml --out out --slots 1");
        foreach (var (columns, rows) in new[] { (1, 24), (0, 0), (3, 2), (19, 3), (1, 1), (200, 60), (2, 24) })
        {
            await StoredAsync(_place.StoredItems("out") + 1);
            terminal.Resize(columns, rows);
        }

        Assert.True(await terminal.EndAsync() == 0, terminal.Screen);
    }

    [Needs("script stty")]
    public async Task Should_help_in_a_narrow_window()
    {
        using var terminal = Terminal.Open(_place.Folder, 3, 24, $"{Shell.Chaos} run --help");

        Assert.True(await terminal.EndAsync() == 0, terminal.Screen);
        Assert.Contains("--checkpoint-every", terminal.Screen);
    }

    [Fact]
    public async Task Should_take_a_second_interruption_at_once_for_the_same_one()
    {
        _place.WriteIris(seeds: 5000, epochs: 2000);
        using var program = ChaosProgram.Start(_place.Folder, "run", "iris.yaml", "--out", "out", "--slots", "1");
        await StoredAsync(1);
        program.Signal("INT");
        program.Signal("INT");

        var outcome = await program.EndAsync();

        Assert.True(outcome.ExitCode == 4, outcome.ToString());
        Assert.Contains("items done and kept", outcome.Messages);
        Assert.DoesNotContain("stopped at once", outcome.Messages);
    }

    [Theory]
    [InlineData("2>/dev/full")]
    [InlineData("2>&-")]
    public async Task Should_need_no_stderr(string redirection)
    {
        _place.WriteIris();

        var outcome = await Shell.RunAsync(_place.Folder, $"chaos run iris.yaml --out out {redirection}");

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Contains("95 % interval", outcome.Output);
        Assert.True(File.Exists(_place.File("out", "report.md")));
        var wrong = await Shell.RunAsync(_place.Folder, $"chaos run nowhere.yaml {redirection}");
        Assert.Equal(2, wrong.ExitCode);
    }

    [Theory]
    [InlineData("run iris.yaml --out other", ">/dev/full", "No space left on device")]
    [InlineData("run iris.yaml --out other", ">&-", "it is closed")]
    [InlineData("status out --json", ">/dev/full", "No space left on device")]
    [InlineData("report out", ">/dev/full", "No space left on device")]
    [InlineData("export out", ">/dev/full", "No space left on device")]
    [InlineData("validate iris.yaml", ">&-", "it is closed")]
    [InlineData("--help", ">/dev/full", "No space left on device")]
    public async Task Should_say_that_results_cannot_be_printed(string command, string redirection, string reason)
    {
        _place.WriteIris();
        if (command.Contains(" out", StringComparison.Ordinal)) await ChaosProgram.RunAsync(_place.Folder, "run", "iris.yaml", "--out", "out");

        var outcome = await Shell.RunAsync(_place.Folder, $"chaos {command} {redirection}");

        Assert.True(outcome.ExitCode == 2, outcome.ToString());
        Assert.Contains($"stdout: cannot be written: {reason}; ", outcome.Messages);
        Assert.DoesNotContain("defect", outcome.Messages);
        Assert.True(!command.StartsWith("run", StringComparison.Ordinal) || File.Exists(_place.File("other", "report.md")));
    }

    [Fact]
    public async Task Should_not_complain_of_a_reader_that_has_had_enough()
    {
        _place.WriteIris();
        var outcome = await Shell.RunAsync(_place.Folder, "chaos validate iris.yaml | true; echo ${PIPESTATUS[0]}");
        Assert.Equal(("0\n", ""), (outcome.Output, outcome.Messages));
    }

    private Task StoredAsync(long items) =>
        BoundedWaits.UntilAsync(() => _place.StoredItems("out") >= items, $"{items} items are stored", Look);
}
