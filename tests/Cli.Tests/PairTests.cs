using Chaos.Actors.Cli.PairFiles;
using Chaos.Actors.Cli.Tests.Programs;
using PureHDF;

namespace Chaos.Actors.Cli.Tests;

public sealed class PairTests : IDisposable
{
    private static readonly string[] Group =
        ["pair", "--task", "iris", "--hidden", "10,5", "--activation", "sigmoid", "--eta", "1", "--epochs", "30", "--perturbations", "2"];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Should_give_the_same_digest_when_it_starts_from_its_own_file()
    {
        var drawn = await ChaosProgram.RunAsync(_place.Folder, [.. Group, "--seed", "7", "--out", "a.h5"]);
        var read = await ChaosProgram.RunAsync(
            _place.Folder, "pair", "--task", "iris", "--activation", "sigmoid", "--eta", "1", "--epochs", "30", "--initial", "a.h5",
            "--out", "b.h5", "--slots", "1");

        Assert.True(drawn.ExitCode == 0, drawn.ToString());
        Assert.True(read.ExitCode == 0, read.ToString());
        Assert.Equal(Digest(drawn), Digest(read));
        Assert.Contains("epoch 30/30", drawn.Messages);
        Assert.Equal(3, PairFile.ReadInitial(_place.File("b.h5")).Copies.Count);
    }

    /// <summary>Six copies of 784-64-10, five megabytes: much to read, and all of it allowed.</summary>
    [Fact]
    public async Task Should_start_from_its_own_file_of_a_large_network()
    {
        string[] group = ["pair", "--task", "mnist", "--activation", "tanh", "--eta", "0.1", "--epochs", "1"];
        var drawn = await ChaosProgram.RunAsync(_place.Folder, [.. group, "--hidden", "64", "--perturbations", "5", "--train", "200", "--out", "a.h5"]);
        var read = await ChaosProgram.RunAsync(_place.Folder, [.. group, "--initial", "a.h5", "--train", "200", "--out", "b.h5"]);

        Assert.True(drawn.ExitCode == 0, drawn.ToString());
        Assert.True(read.ExitCode == 0, read.ToString());
        Assert.Equal(Digest(drawn), Digest(read));
        Assert.True(new FileInfo(_place.File("a.h5")).Length > 4_000_000);
    }

    [Theory]
    [InlineData("--hidden 10 on iris", "[10, 4] [10] [5, 10] [5] [3, 5] [3]", "--hidden", "10")]
    [InlineData("--perturbations 5 needs 6", "holds 3 copies", "--perturbations", "5")]
    public async Task Should_name_the_flag_and_the_file_that_do_not_fit(string flag, string file, params string[] arguments)
    {
        await ChaosProgram.RunAsync(_place.Folder, [.. Group, "--out", "a.h5"]);

        var outcome = await ChaosProgram.RunAsync(
            _place.Folder, ["pair", "--task", "iris", "--initial", "a.h5", "--out", "b.h5", .. arguments]);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(flag, outcome.Messages);
        Assert.Contains(file, outcome.Messages);
        Assert.False(File.Exists(_place.File("b.h5")));
    }

    [Fact]
    public async Task Should_observe_the_test_loss_and_measure_what_it_always_did()
    {
        var plain = await ChaosProgram.RunAsync(_place.Folder, [.. Group, "--out", "a.h5"]);
        var observing = await ChaosProgram.RunAsync(_place.Folder, [.. Group, "--observe", "test-loss", "--out", "b.h5"]);
        var unknown = await ChaosProgram.RunAsync(_place.Folder, [.. Group, "--observe", "weather", "--out", "c.h5"]);

        Assert.True(observing.ExitCode == 0, observing.ToString());
        Assert.NotEqual(Digest(plain), Digest(observing));
        using var file = H5File.OpenRead(_place.File("b.h5"));
        using var other = H5File.OpenRead(_place.File("a.h5"));
        var testLoss = file.Dataset("testLoss").Read<double[]>();
        Assert.Equal(31, testLoss.Length);
        Assert.InRange(testLoss[30], 0, testLoss[0]);
        Assert.Equal(other.Dataset("distance").Read<double[]>(), file.Dataset("distance").Read<double[]>());
        Assert.False(other.LinkExists("testLoss"));
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("test-loss", unknown.Messages);
    }

    // Which widths these settings take away is asserted in InstructionSetTests of Dynamics.Tests.
    [Theory]
    [InlineData("DOTNET_EnableAVX512=0")]
    [InlineData("DOTNET_EnableAVX2=0")]
    [InlineData("DOTNET_EnableHWIntrinsic=0")]
    public async Task Should_give_the_same_digest_without(string setting)
    {
        string[] mnist =
        [
            "pair", "--task", "mnist", "--train", "300", "--test", "50", "--hidden", "37", "--eta", "10", "--epochs", "8",
            "--perturbations", "2", "--out", "a.h5", "--force",
        ];
        var usual = await ChaosProgram.RunAsync(_place.Folder, mnist);
        var without = await ChaosProgram.RunWithAsync(setting, _place.Folder, mnist);

        Assert.True(usual.ExitCode == 0, usual.ToString());
        Assert.True(without.ExitCode == 0, without.ToString());
        Assert.Equal(Digest(usual), Digest(without));
    }

    private static string Digest(ChaosProgram.Outcome outcome) =>
        outcome.Output.Split('\n').Single(line => line.StartsWith("digest", StringComparison.Ordinal));
}
