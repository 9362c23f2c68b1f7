using Chaos.Actors.Cli.Tests.Programs;
using PureHDF;

namespace Chaos.Actors.Cli.Tests;

/// <summary><c>chaos pair</c> and campaigns with a perturbation at another epoch or on other parameters.</summary>
public sealed class PairPerturbationTests : IDisposable
{
    // 40 + 30 weights, 13 biases.
    private static readonly string[] Group =
    [
        "pair", "--task", "iris", "--hidden", "10", "--activation", "sigmoid", "--eta", "1", "--epochs", "20", "--epsilon", "1e-3",
    ];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Should_perturb_at_an_epoch_and_go_on_from_its_own_file_with_the_same_digest()
    {
        var drawn = await Run(
            "--perturbations", "2", "--perturb-at", "8", "--perturb-on", "all", "--momentum", "0.5", "--observe", "accuracies",
            "--observe", "logit-distance", "--observe", "disagreement", "--out", "a.h5");
        var read = await Run(
            "--initial", "a.h5", "--perturb-at", "8", "--perturb-on", "all", "--momentum", "0.5", "--observe", "accuracies",
            "--observe", "logit-distance", "--observe", "disagreement", "--slots", "3", "--out", "b.h5");

        Assert.True(drawn.ExitCode == 0, drawn.ToString());
        Assert.True(read.ExitCode == 0, read.ToString());
        Assert.Equal(Digest(drawn), Digest(read));
        using var file = H5File.OpenRead(_place.File("a.h5"));
        Assert.Equal(("all", 8), (file.Attribute("perturb_on").Read<string>(), file.Attribute("perturb_at").Read<int>()));
        var (distance, logits, loss) = (Rows(file, "distance", 2), Rows(file, "logitDistance", 2), Rows(file, "loss", 3));
        foreach (var row in distance.Concat(logits))
        {
            Assert.Equal(21, row.Length);
            Assert.All(row[..8], d => Assert.Equal(0, d));
            Assert.All(row[8..], d => Assert.True(d > 0));
        }

        Assert.Equal(loss[0][..8], loss[2][..8]);
        Assert.NotEqual(loss[0][8], loss[2][8]);
        Assert.Equal(file.Dataset("accuracy").Read<double[]>(), Rows(file, "accuracies", 3)[0]);
        Assert.All(Rows(file, "disagreement", 2).SelectMany(row => row), share => Assert.InRange(share, 0, 1));
        // What was perturbed is in the file, so that others can go on from there.
        Assert.Equal(file.Dataset("initial/0/1").Read<double[]>(), file.Dataset("initial/2/1").Read<double[]>());
        var (reference, replica) = (file.Dataset("perturbed/0/1").Read<double[]>(), file.Dataset("perturbed/2/1").Read<double[]>());
        Assert.All(reference.Zip(replica, (w, v) => Math.Abs(w - v)), moved => Assert.InRange(moved, double.Epsilon, 1e-3));
        Assert.DoesNotContain("distance  0 ", drawn.Output);
    }

    [Fact]
    public async Task Should_perturb_some_weights_of_the_reference_in_a_file()
    {
        await Run("--perturbations", "0", "--tangents", "1", "--out", "one.h5");
        var later = await Run("--initial", "one.h5", "--perturb-at", "3", "--perturbations", "3", "--perturb-on", "7", "--out", "a.h5");

        Assert.True(later.ExitCode == 0, later.ToString());
        using var file = H5File.OpenRead(_place.File("a.h5"));
        foreach (var copy in new[] { 1, 2, 3 })
            Assert.Equal(7, new[] { 0, 1, 2, 3 }.Sum(k => file.Dataset($"perturbed/0/{k}").Read<double[]>()
                .Zip(file.Dataset($"perturbed/{copy}/{k}").Read<double[]>(), (w, v) => w != v).Count(moved => moved)));
        using var one = H5File.OpenRead(_place.File("one.h5"));
        Assert.Equal(one.Dataset("initial/0/0").Read<double[]>(), file.Dataset("initial/3/0").Read<double[]>());
        Assert.False(one.LinkExists("perturbed"));
    }

    [Theory]
    [InlineData("--perturb-at, --epochs: Replicas cannot be perturbed at epoch 20: it must be one of 0 … 19", "--perturb-at", "20")]
    [InlineData("--perturb-at: found -1", "--perturb-at", "-1")]
    [InlineData("--perturb-on: found 'biases', expected weights, all or a number of weights", "--perturb-on", "biases")]
    [InlineData("--perturb-on: found '0'", "--perturb-on", "0")]
    [InlineData("--perturb-on: 71 weights cannot be perturbed: the network has 70", "--perturb-on", "71")]
    [InlineData("--observe: Without perturbed replicas there is no disagreement", "--observe", "disagreement", "--perturbations", "0", "--tangents", "1")]
    public async Task Should_refuse_what_cannot_be_perturbed(string message, params string[] arguments)
    {
        var outcome = await Run([.. arguments, "--out", "a.h5"]);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, outcome.Messages);
        Assert.False(File.Exists(_place.File("a.h5")));
    }

    [Fact]
    public async Task Should_refuse_to_perturb_later_what_is_perturbed_already()
    {
        await Run("--perturbations", "1", "--out", "a.h5");
        var outcome = await Run("--initial", "a.h5", "--perturb-at", "3", "--out", "b.h5");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("a.h5: initial/1/0 is not that of the reference", outcome.Messages);
        Assert.False(File.Exists(_place.File("b.h5")));
    }

    [Theory]
    [InlineData("perturbation: {on: 71}", "x.yaml:5:20: perturbation.on: architectures[0] on iris: 71 weights cannot be perturbed: the network has 70")]
    [InlineData("perturbation: {at: 12}\nepochs: 12", "perturbation.at: found 12, expected an epoch before the last, a whole number from 0 to 11")]
    public async Task Should_refuse_a_campaign_that_cannot_be_perturbed_so(string lines, string message)
    {
        _place.Write("x.yaml", $"task: iris\narchitectures: [10-sigmoid]\nlearningRates: 1\nseeds: 1\n{lines}\n");

        var outcome = await ChaosProgram.RunAsync(_place.Folder, "run", "x.yaml");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, outcome.Messages);
        Assert.False(Directory.Exists(_place.File("runs")));
    }

    [Fact]
    public async Task Should_run_a_campaign_that_perturbs_later_and_compares_functions()
    {
        _place.Write("late.yaml",
            """
            task: iris
            architectures: [10-sigmoid]
            learningRates: [0.5, 5]
            seeds: 2
            epochs: 60
            perturbation: {count: 2, at: 20, on: all}
            accuracies: all
            functions: true
            """);
        var validated = await ChaosProgram.RunAsync(_place.Folder, "validate", "late.yaml");
        var outcome = await ChaosProgram.RunAsync(_place.Folder, "run", "late.yaml");
        var verified = await ChaosProgram.RunAsync(_place.Folder, "verify", Path.Combine("runs", "late"));

        Assert.Contains("4 items × 3 copies × 60 epochs, replicas from epoch 20 on = 560 replica-epochs", validated.Output);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.True(verified.ExitCode == 0, verified.ToString());
        var rows = (await File.ReadAllLinesAsync(_place.File("runs", "late", "items.csv"))).Select(line => line.Split(',')).ToArray();
        foreach (var row in rows[1..])
        {
            Assert.True(double.Parse(Value(row, "initial_distance"), System.Globalization.CultureInfo.InvariantCulture) > 0);
            Assert.InRange(int.Parse(Value(row, "growth_window_start"), System.Globalization.CultureInfo.InvariantCulture), 20, 59);
        }

        Assert.Contains("| perturbed at epoch | 20 |", await File.ReadAllTextAsync(_place.File("runs", "late", "report.md")));

        string Value(string[] row, string column) => row[Array.IndexOf(rows[0], column)];
    }

    private Task<ChaosProgram.Outcome> Run(params string[] arguments) => ChaosProgram.RunAsync(_place.Folder, [.. Group, .. arguments]);

    private static double[][] Rows(IH5Group file, string name, int rows)
    {
        var values = file.Dataset(name).Read<double[]>();
        return [.. values.Chunk(values.Length / rows)];
    }

    private static string Digest(ChaosProgram.Outcome outcome) =>
        outcome.Output.Split('\n').Single(line => line.StartsWith("digest", StringComparison.Ordinal));
}
