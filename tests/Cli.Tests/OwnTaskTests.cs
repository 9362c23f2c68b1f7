using Chaos.Actors.Cli.Tests.Programs;
using PureHDF;

namespace Chaos.Actors.Cli.Tests;

/// <summary>CIFAR files, real targets and samples that are drawn, through the real program.</summary>
public sealed class OwnTaskTests : IDisposable
{
    private static readonly string Cases = Path.Combine(AppContext.BaseDirectory, "ReferenceCases");

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    private void Campaign(string task, string more = "") => _place.Write("c.yaml", $"""
        name: c
        task: {task}
        architectures: [6-tanh-lecun]
        learningRates: [0.05, 0.5]
        seeds: 2
        epochs: 8
        perturbation: {"{count: 2, epsilon: 1e-8}"}
        thresholds: [0.1]
        {more}
        """);

    private async Task<string> RunAsync(int exitCode, params string[] arguments)
    {
        var outcome = await ChaosProgram.RunAsync(_place.Folder, arguments);
        Assert.True(outcome.ExitCode == exitCode, outcome.ToString());
        return outcome.Output + outcome.Messages;
    }

    [Fact]
    public async Task Should_run_a_campaign_on_samples_that_are_drawn_and_find_the_same_again()
    {
        Campaign("{gaussian-mixture: {inputs: 5, classes: 3, samples: 60, test: 30, seed: 4}}");

        var validated = await RunAsync(0, "validate", "c.yaml");
        var run = await RunAsync(0, "run", "c.yaml");

        Assert.Contains("gaussian-mixture: 60 training and 30 test samples, 5 features, 3 classes", validated);
        Assert.Contains("training  60 samples: class 0 × 20, 1 × 20, 2 × 20", validated);
        Assert.DoesNotContain("R²", run);
        Assert.Contains("already complete", await RunAsync(0, "run", "c.yaml"));
        await RunAsync(0, "verify", "runs/c");
        // Another seed is other data, not another name.
        Campaign("{gaussian-mixture: {inputs: 5, classes: 3, samples: 60, test: 30, seed: 5}}");
        Assert.Contains("seed", await RunAsync(2, "run", "c.yaml"));
    }

    [Fact]
    public async Task Should_run_a_campaign_on_a_cifar_file_and_go_on_where_it_is_moved()
    {
        foreach (var file in (string[])["train.bin", "test.bin"]) File.Copy(Path.Combine(Cases, "tiny-cifar", file), _place.File(file));
        Campaign("{cifar: {train: [train.bin], test: test.bin}}");
        File.WriteAllText(_place.File("c.yaml"), File.ReadAllText(_place.File("c.yaml")).Replace("6-tanh-lecun", "{network: 'conv 2 5x5 stride 3, tanh', initialisation: lecun}"));

        var validated = await RunAsync(0, "validate", "c.yaml");
        await RunAsync(0, "run", "c.yaml");

        Assert.Contains("train: 40 training and 20 test samples, 3,072 features (32x32x3), 10 classes", validated);
        Assert.Contains("train.bin: 40 samples", validated);
        Directory.CreateDirectory(_place.File("runs", "c", "data"));
        File.Move(_place.File("train.bin"), _place.File("runs", "train.bin"));
        File.Move(_place.File("test.bin"), _place.File("runs", "test.bin"));
        await RunAsync(0, "verify", "runs/c");
        // The bytes as they are are other data.
        File.WriteAllText(_place.File("c.yaml"), File.ReadAllText(_place.File("c.yaml")).Replace("train: [train.bin], test: ", "pixels: raw, train: runs/train.bin, test: runs/"));
        Assert.Contains("pixels", await RunAsync(2, "run", "c.yaml"));
    }

    [Fact]
    public async Task Should_run_a_campaign_with_real_targets_and_call_its_score_by_its_name()
    {
        Campaign("{teacher-student: {inputs: 6, hidden: [4], samples: 80, test: 30, seed: 1}}", "loss: squared\nobserve: test-loss");

        var validated = await RunAsync(0, "validate", "c.yaml");
        var run = await RunAsync(0, "run", "c.yaml");
        var report = File.ReadAllText(_place.File("runs", "c", "report.md"));

        Assert.Contains("6 features, 1 real target", validated);
        Assert.Matches(@"training  80 samples: targets from −?-?\d", validated);
        Assert.Contains("R²", run);
        Assert.DoesNotContain("accuracy", run);
        Assert.Contains("final R²", report);
        Assert.Contains("test R² ≥ a", report);
        Assert.DoesNotContain("ccuracy", report);
        await RunAsync(0, "verify", "runs/c");
    }

    [Fact]
    public async Task Should_take_a_csv_file_with_real_targets_for_a_pair()
    {
        _place.Write("task.yaml", $"csv: {{train: '{Path.Combine(Cases, "diabetes.csv")}', target: real, standardise: all}}\ntrain: 100\n");
        string[] group = ["pair", "--task", "task.yaml", "--hidden", "5", "--initialisation", "lecun", "--epochs", "5", "--eta", "0.05", "--perturbations", "1"];

        var text = await RunAsync(0, [.. group, "--loss", "squared", "--out", "a.h5"]);
        var refused = await RunAsync(2, [.. group, "--out", "b.h5"]);

        Assert.Contains("R² (test)", text);
        Assert.DoesNotContain("accuracy", text);
        using (var file = H5File.OpenRead(_place.File("a.h5")))
        {
            Assert.Equal((0, 1, 100), (file.Attribute("classes").Read<int>(), file.Attribute("targets").Read<int>(), file.Attribute("train").Read<int>()));
            Assert.Equal(("real", 1, 1), (file.Attribute("target").Read<string>(), file.Attribute("standardise").Read<int>(), file.Attribute("standardise_target").Read<int>()));
        }

        Assert.Contains("--loss: cross-entropy is a loss of classes, and the targets are real: the loss must be squared", refused);
        Assert.False(File.Exists(_place.File("b.h5")));
    }

    [Theory]
    [InlineData("{csv: {train: d.csv, target: real}}", "1,2\n3,NaN\n", "d.csv, line 2: field 2 (the target): expected a finite number, found 'NaN'")]
    [InlineData("{csv: {train: d.csv, target: real}}", "1,2\nNaN,3\n", "d.csv, line 2: field 1: expected a finite number, found 'NaN'")]
    [InlineData("{csv: {train: d.csv, target: real, label: progresion}}", "bmi,progression\n1,2\n", "d.csv, line 1: no column is called 'progresion', the label. Did you mean 'progression'?")]
    [InlineData("{csv: {train: d.csv, test: e.csv, target: real, label: y}}", "x,y\n1,2\n3,4\n", "e.csv, line 1: no column is called 'y', the label.")]
    [InlineData("{cifar: {train: d.csv, test: d.csv}}", "no cifar", "d.csv, record 0 (from 0), offset 0: expected 3073 bytes (a class and 3072 pixels), found 8")]
    [InlineData("{csv: {train: d.csv, standardise: everything}}", "", "c.yaml:2:41: task.csv.standardise: found everything, expected one of false, true, all")]
    [InlineData("{parity: {bits: 4, samples: 0, test: 3}}", "", "c.yaml:2:35: task.parity.samples: found 0, expected a whole number from 2 to 1,000,000")]
    public async Task Should_refuse_what_cannot_be_learnt_and_write_nothing(string task, string data, string message)
    {
        _place.Write("d.csv", data);
        _place.Write("e.csv", "x,z\n1,2\n3,4\n");
        Campaign(task, "loss: squared");

        Assert.Contains(message, await RunAsync(2, "run", "c.yaml"));
        Assert.Contains(message, await RunAsync(2, "validate", "c.yaml"));
        Assert.False(Directory.Exists(_place.File("runs")));
    }

    [Fact]
    public async Task Should_refuse_real_targets_with_cross_entropy_at_its_place()
    {
        _place.Write("d.csv", "1,2\n3,4\n");
        Campaign("{csv: {train: d.csv, target: real}}", "loss: cross-entropy");
        Assert.Contains("c.yaml:9:7: loss: found cross-entropy, a loss of classes, and real targets in the task d, expected loss: squared", await RunAsync(2, "run", "c.yaml"));

        Assert.False(Directory.Exists(_place.File("runs")));
    }
}
