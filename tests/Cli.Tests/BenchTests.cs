using System.Text.Json;
using Chaos.Actors.Cli.Tests.Programs;

namespace Chaos.Actors.Cli.Tests;

public sealed class BenchTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Should_measure_every_network_and_estimate_the_campaign()
    {
        _place.WriteIris(seeds: 3);
        _place.Write("iris.yaml", (await File.ReadAllTextAsync(_place.File("iris.yaml"))).Replace("[10-sigmoid]", "[10-sigmoid, 20-20-tanh]"));

        var json = await ChaosProgram.RunAsync(
            _place.Folder, "bench", "iris.yaml", "--slots", "2", "--cores", "4", "--seconds", "0.4", "--json");
        var text = await ChaosProgram.RunAsync(_place.Folder, "bench", "iris.yaml", "--slots", "2", "--cores", "4", "--seconds", "0.4");

        Assert.True(json.ExitCode == 0, json.ToString());
        var bench = JsonDocument.Parse(json.Output).RootElement;
        Assert.Equal(("chaos/bench/1", 12, 2), (bench.GetProperty("schema").GetString(), bench.GetProperty("items").GetInt32(), bench.GetProperty("slots").GetInt32()));
        Assert.Equal(
            ["10-sigmoid-normal", "20-20-tanh-normal"],
            bench.GetProperty("networks").EnumerateArray().Select(network => network.GetProperty("architecture").GetString()));
        Assert.All(bench.GetProperty("networks").EnumerateArray(), network =>
        {
            Assert.True(network.GetProperty("one").GetProperty("replicaEpochsPerSecond").GetDouble() > 0);
            Assert.Equal(2, network.GetProperty("all").GetProperty("slots").GetInt32());
        });
        var cores = bench.GetProperty("estimates").EnumerateArray().Select(estimate => estimate.GetProperty("cores").GetInt32()).ToList();
        Assert.Equal(new[] { 1, 2, 4, Environment.ProcessorCount }.Distinct().Order(), cores);
        Assert.True(text.ExitCode == 0, text.ToString());
        Assert.Contains("12 items × 3 copies × 20 epochs = 720 replica-epochs", text.Output);
        Assert.Contains("20-20-tanh-normal", text.Output);
        Assert.Contains("this machine", text.Output);
        Assert.Equal([_place.File("iris.yaml")], Directory.GetFileSystemEntries(_place.Folder));
    }

    [Theory]
    [InlineData("bench")]
    [InlineData("bench", "nowhere.yaml")]
    [InlineData("bench", "iris.yaml", "--slots", "0")]
    [InlineData("bench", "iris.yaml", "--cores", "none")]
    [InlineData("bench", "iris.yaml", "--seconds", "0")]
    [InlineData("bench", "bad.yaml")]
    public async Task Should_refuse_what_it_cannot_measure(params string[] arguments)
    {
        _place.WriteIris();
        _place.WriteIris("bad.yaml", rates: "[0]");
        var outcome = await ChaosProgram.RunAsync(_place.Folder, arguments);
        Assert.True(outcome.ExitCode == 2, outcome.ToString());
        Assert.Empty(outcome.Output);
        Assert.DoesNotContain("   at ", outcome.Messages);
    }
}
