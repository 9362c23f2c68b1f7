using System.Text.Json;
using Chaos.Actors.Cli.PairFiles;
using Chaos.Actors.Cli.Tests.Programs;
using PureHDF;

namespace Chaos.Actors.Cli.Tests;

/// <summary><c>chaos pair</c> on any network, task and with whatever is measured along it.</summary>
public sealed class PairNetworkTests : IDisposable
{
    private const string Convolutions = "conv 2 3x3, tanh, maxpool 2, dense 5, tanh";

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Should_give_the_same_digest_when_it_starts_from_its_own_file_with_tangents()
    {
        string[] group =
        [
            "pair", "--task", "digits", "--train", "100", "--network", Convolutions, "--no-bias", "--initialisation", "normal 0.5",
            "--eta", "0.5", "--epochs", "6", "--hessian-every", "2", "--attribution-every", "3", "--seed", "3", "--json",
        ];
        var drawn = await ChaosProgram.RunAsync(_place.Folder, [.. group, "--perturbations", "0", "--tangents", "2", "--out", "a.h5"]);
        var read = await ChaosProgram.RunAsync(_place.Folder, [.. group, "--initial", "a.h5", "--out", "b.h5", "--slots", "1"]);

        Assert.True(drawn.ExitCode == 0, drawn.ToString());
        Assert.True(read.ExitCode == 0, read.ToString());
        using var result = JsonDocument.Parse(drawn.Output);
        using var again = JsonDocument.Parse(read.Output);
        Assert.Equal(result.RootElement.GetProperty("digest").GetString(), again.RootElement.GetProperty("digest").GetString());

        using var file = H5File.OpenRead(_place.File("b.h5"));
        ulong[] Shape(string name) => file.Dataset(name).Space.Dimensions;
        Assert.Equal([2UL, 1, 3, 3], Shape("initial/0/0"));
        Assert.Equal([5UL, 18], Shape("tangent/1/1"));
        Assert.Equal([2UL, 6], Shape("exponents"));
        Assert.Equal([3UL, 3], Shape("hessian"));
        Assert.Equal([2UL, 7], Shape("attribution"));
        var attribution = file.Dataset("attribution").Read<double[]>();
        var hessian = file.Dataset("hessian").Read<double[]>();
        Assert.Equal((0, 3), (attribution[0], attribution[7]));
        Assert.Equal((0, 2, 4), (hessian[0], hessian[3], hessian[6]));
        Assert.True(hessian[1] > hessian[2], "the largest eigenvalue comes before the smallest");
        Assert.Equal((Convolutions, "normal 0.5", "8x8x1"), (Text("network"), Text("initialisation"), Text("sample_shape")));
        Assert.Equal((0, 2, 2, 3), (Number("biases"), Number("tangents"), Number("hessian_every"), Number("attribution_every")));
        Assert.False(file.AttributeExists("hidden"));

        var exponents = file.Dataset("exponents").Read<double[]>();
        var spectrum = result.RootElement.GetProperty("spectrum").EnumerateArray().Select(exponent => exponent.GetDouble()).ToArray();
        Assert.Equal(exponents[..6].Average(), spectrum[0], 1e-14);
        Assert.Equal(exponents[6..].Average(), spectrum[1], 1e-14);
        Assert.Equal(spectrum[0], result.RootElement.GetProperty("tangent").GetDouble());

        string Text(string name) => file.Attribute(name).Read<string>();
        int Number(string name) => file.Attribute(name).Read<int>();
    }

    [Fact]
    public async Task Should_take_a_stack_in_either_form_and_scale_its_weights()
    {
        string[] group = ["pair", "--task", "iris", "--epochs", "2", "--perturbations", "1"];
        string[] layers = ["--hidden", "6,5", "--activation", "relu"];
        await Run("short.h5", layers);
        await Run("long.h5", "--network", "dense 6, relu, dense 5, relu");
        await Run("scaled.h5", [.. layers, "--initialisation", "normal 0.25"]);
        await Run("uniform.h5", [.. layers, "--initialisation", "uniform"]);

        var (weights, others) = (Weights("short.h5"), Weights("scaled.h5"));
        Assert.Equal(weights, Weights("long.h5"));
        Assert.NotEqual(weights, others);
        Assert.InRange(others.Max(Math.Abs), 0.01, 1);
        Assert.All(Weights("uniform.h5"), weight => Assert.InRange(weight, -0.5, 0.5)); // 1/√4

        async Task Run(string output, params string[] flags)
        {
            var outcome = await ChaosProgram.RunAsync(_place.Folder, [.. group, .. flags, "--out", output]);
            Assert.True(outcome.ExitCode == 0, outcome.ToString());
        }

        double[] Weights(string file) => PairFile.ReadInitial(_place.File(file)).Copies[0][0];
    }

    [Fact]
    public async Task Should_gather_momentum()
    {
        string[] group = ["pair", "--task", "iris", "--hidden", "4", "--eta", "0.01", "--epochs", "4", "--perturbations", "1"];
        var (plain, none, heavy) = (await Losses("a.h5"), await Losses("b.h5", "--momentum", "0"), await Losses("c.h5", "--momentum", "0.9"));

        Assert.Equal(plain, none);
        // The ball starts at rest: its first step is that of gradient descent.
        Assert.Equal(plain[..2], heavy[..2]);
        Assert.NotEqual(plain[2], heavy[2]);

        async Task<double[]> Losses(string output, params string[] flags)
        {
            var outcome = await ChaosProgram.RunAsync(_place.Folder, [.. group, .. flags, "--out", output]);
            Assert.True(outcome.ExitCode == 0, outcome.ToString());
            using var file = H5File.OpenRead(_place.File(output));
            Assert.Equal(("cross-entropy", flags is [] or [_, "0"] ? 0 : 0.9), (file.Attribute("loss").Read<string>(), file.Attribute("momentum").Read<double>()));
            return file.Dataset("loss").Read<double[]>();
        }
    }

    [Theory]
    [InlineData("--network: on digits: Layer 1, \"maxpool 9\"", "digits", "--network", "maxpool 9")]
    [InlineData("--network: on iris: Layer 1, \"conv 2 3x3\"", "iris", "--network", "conv 2 3x3, tanh")]
    [InlineData("--network: Layer 2, \"tahn\": expected one of", "digits", "--network", "dense 4, tahn")]
    [InlineData("--network: the network has more parameters", "iris", "--network", "dense 1000000, tanh, dense 1000000")]
    [InlineData("--network and --hidden were both given", "iris", "--network", "dense 4", "--hidden", "4")]
    [InlineData("--network and --activation were both given", "iris", "--network", "dense 4", "--activation", "tanh")]
    [InlineData("--initialisation: found he 2, expected one of normal, lecun, glorot, he, uniform", "iris", "--initialisation", "he 2")]
    [InlineData("--initialisation: found normal 0", "iris", "--initialisation", "normal 0")]
    [InlineData("--perturbations, --tangents: Without perturbed replicas", "iris", "--perturbations", "0")]
    [InlineData("--attribution-every: What is attributed", "iris", "--attribution-every", "2")]
    [InlineData("--attribution-every: The growth of a tangent is attributed to curvatures under gradient descent without momentum", "iris", "--attribution-every", "2", "--tangents", "1", "--momentum", "0.5")]
    [InlineData("--momentum: found 1, expected a number of at least 0 and below 1", "iris", "--momentum", "1")]
    [InlineData("'hinge'", "iris", "--loss", "hinge")]
    [InlineData("--tangents: 36 tangents are more than the network's 35 parameters", "iris", "--hidden", "4", "--tangents", "36")]
    [InlineData("--tangents: found -1, expected a whole number from 0", "iris", "--tangents", "-1")]
    public async Task Should_name_the_flag_that_cannot_be(string message, string task, params string[] flags)
    {
        var outcome = await ChaosProgram.RunAsync(_place.Folder, ["pair", "--task", task, .. flags, "--out", "x.h5"]);

        Assert.True(outcome.ExitCode == 2, outcome.ToString());
        Assert.Contains(message, outcome.Messages);
        Assert.DoesNotContain("epoch 0", outcome.Messages);
        Assert.DoesNotContain("defect", outcome.Messages);
        Assert.Empty(Directory.GetFileSystemEntries(_place.Folder));
    }

    [Theory]
    [InlineData("--network 'conv 2 5x5, tanh' on digits (8x8x1, 10 classes) needs [2, 1, 5, 5] [2] [10, 32] [10]", "--network", "conv 2 5x5, tanh")]
    [InlineData("shapes [2, 1, 3, 3] [2] [10, 72] [10], but --hidden 2 on digits", "--activation", "tanh")]
    [InlineData("needs [2, 1, 3, 3] [10, 72]", "--network", "conv 2 3x3, tanh", "--no-bias")]
    [InlineData("holds 2 tangent vectors, but --tangents is 3", "--network", "conv 2 3x3, tanh", "--tangents", "3")]
    public async Task Should_show_what_a_file_holds_and_what_was_asked_for(string message, params string[] flags)
    {
        string[] group = ["pair", "--task", "digits", "--train", "50", "--epochs", "1", "--perturbations", "1"];
        await ChaosProgram.RunAsync(_place.Folder, [.. group, "--network", "conv 2 3x3, tanh", "--tangents", "2", "--out", "a.h5"]);

        var outcome = await ChaosProgram.RunAsync(_place.Folder, [.. group, .. flags, "--initial", "a.h5", "--out", "b.h5"]);

        Assert.True(outcome.ExitCode == 2, outcome.ToString());
        Assert.Contains(message, outcome.Messages);
        Assert.Contains("a.h5", outcome.Messages);
        Assert.False(File.Exists(_place.File("b.h5")));
    }

    [Fact]
    public async Task Should_take_a_task_from_a_file()
    {
        Directory.CreateDirectory(_place.File("tasks"));
        _place.Write("tasks/points.csv", string.Concat(Enumerable.Range(0, 40).Select(i => $"{i % 7}.5,{i % 5}.25,{i / 20}\n")));
        _place.Write("tasks/points.yaml", "csv: {train: points.csv, standardise: true}\nname: dots\ntrain: 30\n");

        var outcome = await ChaosProgram.RunAsync(
            _place.Folder, "pair", "--task", "tasks/points.yaml", "--hidden", "3", "--epochs", "2", "--test", "5", "--out", "a.h5");

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        using var file = H5File.OpenRead(_place.File("a.h5"));
        Assert.Equal("dots", file.Attribute("task").Read<string>());
        Assert.Equal((30, 5), (file.Attribute("train").Read<int>(), file.Attribute("test").Read<int>()));
        Assert.Equal(_place.File("tasks", "points.csv"), file.Attribute("train_csv").Read<string>());
    }

    [Theory]
    [InlineData("csv: {train: points.csv}\nname: [dots]\n", "task.yaml:2:7: name: found a list, expected a name")]
    [InlineData("csv: {tarin: points.csv}\n", "task.yaml:1:7: csv.tarin: unknown field")]
    [InlineData("", "task.yaml:1:1: the file is empty, expected a task file")]
    [InlineData(null, "task.yaml: no such file")]
    public async Task Should_say_where_a_file_of_a_task_is_wrong(string? text, string message)
    {
        if (text is not null) _place.Write("task.yaml", text);

        var outcome = await ChaosProgram.RunAsync(_place.Folder, "pair", "--task", "task.yaml", "--out", "a.h5");

        Assert.True(outcome.ExitCode == 2, outcome.ToString());
        Assert.Contains(message, outcome.Messages);
        Assert.False(File.Exists(_place.File("a.h5")));
    }
}
