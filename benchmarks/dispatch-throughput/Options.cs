using System.Globalization;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Benchmarks.DispatchThroughput;

/// <summary>What is measured: <c>--items 100000 --cells 100 --epochs 20 --slots 2 --database sqlite|postgres</c>.</summary>
internal sealed record Options(int Items, int Cells, int Epochs, int Slots, string Database, bool Worker)
{
    public static Options Parse(string[] arguments) => new(
        Number(arguments, "--items", 100_000),
        Number(arguments, "--cells", 100),
        Number(arguments, "--epochs", 20),
        Number(arguments, "--slots", 2),
        Text(arguments, "--database", "sqlite"),
        arguments.Contains("--worker"));

    /// <summary>The same for the child process, on a database that is there.</summary>
    public string[] ForWorker(string database) =>
    [
        "--worker", "--items", $"{Items}", "--cells", $"{Cells}", "--epochs", $"{Epochs}", "--slots", $"{Slots}",
        "--database", database,
    ];

    public CampaignSpec Campaign() => new()
    {
        Name = "trivial",
        Tasks = [new TaskSpec("trivial")],
        Architectures = [new Architecture([4], Activation.Tanh, Initialisation.Normal)],
        L2 = [0],
        LearningRates = [.. Enumerable.Range(1, Cells).Select(rate => rate / 100.0)],
        Seeds = Math.Max(1, Items / Cells),
        Epochs = Epochs,
        Replicas = Perturbation.Baseline.Count,
        Epsilons = [Perturbation.Baseline.Epsilon],
        Thresholds = [0.7, 0.8, 0.85, 0.9],
    };

    private static int Number(string[] arguments, string name, int otherwise) =>
        int.Parse(Text(arguments, name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

    private static string Text(string[] arguments, string name, string otherwise) =>
        Array.IndexOf(arguments, name) is var at and >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : otherwise;
}
