using System.Runtime.CompilerServices;
using Chaos.Actors.Cli.PairFiles;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Cli.Tests.PairFiles;

/// <summary>What make_fixtures.py writes, and a record with the same parameters.</summary>
internal static class Fixtures
{
    public static readonly int[] LayerSizes = [4, 3, 2];
    private static readonly int[] Lengths = [12, 3, 6, 2];

    public static string Path(string name, [CallerFilePath] string here = "") =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "Fixtures", name);

    /// <summary>Entry i of tensor k of copy c is (c + 1) · 1000 + k · 100 + i + 0.1.</summary>
    public static double[][][] Parameters(int copies) =>
        [.. Enumerable.Range(0, copies).Select(c => Enumerable.Range(0, 4).Select(k => Enumerable.Range(0, Lengths[k])
            .Select(i => (c + 1) * 1000 + k * 100 + (i + 0.1)).ToArray()).ToArray())];

    public static PairRecord Record() => new()
    {
        TaskSpec = new TaskSpec("flowers", 3, 2, new CsvFiles("data/ünïcode.csv", Standardise: CsvStandardise.Features)),
        Task = new LearningTask(
            "flowers", 2,
            new LabelledSamples(new DenseInputs(3, 4, new double[12]), [0, 1, 0]),
            new LabelledSamples(new DenseInputs(2, 4, new double[8]), [1, 0]), "abc123"),
        Spec = new PairGroupSpec(
            new Architecture([3], Activation.Tanh, Initialisation.Normal), 0.1, 1e-4, new Perturbation(1, 1e-8), 3,
            ulong.MaxValue),
        Series = new PairGroupSeries(
            [[0.5, 0.25, 0.125], [0.75, 0.375, 0.1875]], [0, 0.5, 0.5, 1], [[1e-8, 2e-8, 3e-8, 4e-8]], null),
        Initial = Parameters(2),
        Final = [.. Parameters(2).Select(copy => copy.Select(tensor => tensor.Select(v => -v).ToArray()).ToArray())],
        ProgramVersion = "1.2.3",
    };
}
