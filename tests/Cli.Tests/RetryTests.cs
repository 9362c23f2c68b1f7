using Chaos.Actors.Cli.Tests.Programs;

namespace Chaos.Actors.Cli.Tests;

/// <summary>Items that were given up come back when somebody asks for them.</summary>
public sealed class RetryTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("run", "iris.yaml", "--out", "out")]
    [InlineData("resume", "out")]
    [InlineData("retry", "out")]
    public async Task Should_try_failed_items_of_a_folder_again_and_say_so(params string[] command)
    {
        _place.WriteIris(seeds: 2, rates: "[0.1, 1]");
        await GivenUpItem.LeaveAsync(_place.File("iris.yaml"), _place.File("out", "chaos.db"));

        var again = await ChaosProgram.RunAsync(_place.Folder, command);

        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Contains("trying again: 1 items that had failed", again.ToString(), StringComparison.Ordinal);
        Assert.Equal(4, _place.StoredItems("out"));
    }
}
