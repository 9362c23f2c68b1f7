using Chaos.Actors.Cli.Tests.Programs;

namespace Chaos.Actors.Cli.Tests;

public sealed class BadInputTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("rates", "[0]", "learningRates[0]: found 0, expected a number greater than 0")]
    [InlineData("rates", "[-1]", "learningRates[0]: found -1, expected a number greater than 0")]
    [InlineData("rates", "[.nan]", "learningRates[0]: found .nan, expected a number greater than 0")]
    [InlineData("seeds", "0", "seeds: found 0, expected the number of seeds")]
    [InlineData("task", "mnits", "task: found mnits, did you mean 'mnist'?")]
    [InlineData("epsilon", "-1e-8", "perturbation.epsilon: found -1e-8, expected a number of at least 0")]
    public async Task Should_refuse_a_wrong_field_and_write_nothing(string field, string value, string message)
    {
        var values = new Dictionary<string, string> { ["rates"] = "[1]", ["seeds"] = "1", ["task"] = "iris", ["epsilon"] = "0" };
        values[field] = value;
        _place.Write("x.yaml", $"task: {values["task"]}\narchitectures: [4-tanh]\nlearningRates: {values["rates"]}\n"
            + $"seeds: {values["seeds"]}\nperturbation: {{epsilon: {values["epsilon"]}}}\n");

        var outcome = await ChaosProgram.RunAsync(_place.Folder, "run", "x.yaml");

        Refused(outcome, message);
        Assert.StartsWith("x.yaml:", outcome.Messages);
        Assert.False(Directory.Exists(_place.File("runs")));
    }

    [Theory]
    [InlineData("[4-tanh, {network: 'conv 6 5x5, tanh'}]", "", "x.yaml:2:25: architectures[1]: on iris: Layer 1, \"conv 6 5x5\", does not fit")]
    [InlineData("{network: 'dense 6, maxpool 2'}", "", "x.yaml:2:16: architectures[0]: on iris: Layer 2, \"maxpool 2\", does not fit")]
    [InlineData("[1-tanh]", "tangents: 50", "x.yaml:5:11: tangents: architectures[0] on iris: 50 tangents are more than the network's 11 parameters")]
    public async Task Should_say_where_a_network_does_not_fit_its_task(string architectures, string more, string message)
    {
        _place.Write("x.yaml", $"task: iris\narchitectures: {architectures}\nlearningRates: 1\nseeds: 1\n{more}\n");

        Assert.All(
            [await ChaosProgram.RunAsync(_place.Folder, "validate", "x.yaml"), await ChaosProgram.RunAsync(_place.Folder, "run", "x.yaml")],
            outcome => Refused(outcome, message));
        Assert.False(Directory.Exists(_place.File("runs")));
    }

    [Theory]
    [InlineData("missing", "t10k-labels-idx1-ubyte.gz")]
    [InlineData("truncated", "train-images-idx3-ubyte.gz")]
    [InlineData("magic", "t10k-images-idx3-ubyte")]
    public async Task Should_refuse_damaged_data_and_name_the_file(string damage, string file)
    {
        var shipped = Path.Combine(AppContext.BaseDirectory, "data", "mnist");
        foreach (var source in Directory.GetFiles(shipped)) File.Copy(source, _place.File(Path.GetFileName(source)));
        var images = "t10k-images-idx3-ubyte.gz";
        switch (damage)
        {
            case "missing":
                File.Delete(_place.File(file));
                break;
            case "truncated":
                using (var stream = File.OpenWrite(_place.File(file))) stream.SetLength(stream.Length / 2);
                break;
            default:
                images = file;
                File.WriteAllBytes(_place.File(file), [0, 0, 8, 1, 0, 0, 0, 1, 7]);
                break;
        }
        _place.Write("x.yaml",
            $$$"""
            task: {idx: {trainImages: train-images-idx3-ubyte.gz, trainLabels: train-labels-idx1-ubyte.gz, testImages: {{{images}}}, testLabels: t10k-labels-idx1-ubyte.gz}}
            architectures: [4-tanh]
            learningRates: [1]
            seeds: 1
            """);

        var outcome = await ChaosProgram.RunAsync(_place.Folder, "run", "x.yaml");

        Refused(outcome, file);
        Assert.False(Directory.Exists(_place.File("runs")));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("run", "nowhere.yaml")]
    [InlineData("run", "iris.yaml", "--slots", "0")]
    [InlineData("run", "iris.yaml", "--seeds", "-3")]
    [InlineData("run", "iris.yaml", "--sedes", "3")]
    [InlineData("rnu", "iris.yaml")]
    [InlineData("status", "nowhere")]
    [InlineData("status", ".")]
    [InlineData("resume", ".")]
    [InlineData("report", ".", "--estimator", "guess")]
    [InlineData("report", ".", "--width", "wide")]
    [InlineData("export", ".", "--format", "parquet")]
    [InlineData("pair", "--task", "iris", "--eta", "0", "--out", "x.h5")]
    [InlineData("pair", "--task", "iris", "--eta", "NaN", "--out", "x.h5")]
    [InlineData("pair", "--task", "iris", "--eta", "1", "--hidden", "4,x", "--out", "x.h5")]
    [InlineData("pair", "--task", "irsi", "--eta", "1", "--hidden", "4", "--out", "x.h5")]
    [InlineData("pair", "--task", "iris", "--eta", "1", "--hidden", "4", "--initial", "nowhere.h5", "--out", "x.h5")]
    public async Task Should_refuse_wrong_arguments_in_a_sentence(params string[] arguments)
    {
        _place.WriteIris();
        var outcome = await ChaosProgram.RunAsync(_place.Folder, arguments);
        Refused(outcome, "");
        Assert.InRange(outcome.Messages.Split('\n').Length, 1, 9); // six estimators, a line each
        Assert.Equal([_place.File("iris.yaml")], Directory.GetFileSystemEntries(_place.Folder));
    }

    [Fact]
    public async Task Should_name_a_subset_larger_than_the_data()
    {
        _place.WriteIris(more: "train: 1000");
        Refused(await ChaosProgram.RunAsync(_place.Folder, "validate", "iris.yaml"), "120");
    }

    private static void Refused(ChaosProgram.Outcome outcome, string message)
    {
        Assert.True(outcome.ExitCode == 2, outcome.ToString());
        Assert.Contains(message, outcome.Messages);
        Assert.DoesNotContain("   at ", outcome.Messages);
        Assert.Empty(outcome.Output);
    }
}
