using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Campaigns.Tests;

/// <summary>Specifications with a value in every field.</summary>
internal static class Samples
{
    public static CampaignSpec Campaign { get; } = new()
    {
        Name = "all",
        Tasks =
        [
            new TaskSpec("mine", 2000, 500, new CsvFiles("a.csv", "b.csv", CsvStandardise.Features) { Label = "y", Target = CsvTarget.Real }),
            new TaskSpec("idx", Files: new IdxFiles("a", "b", "c", "d")),
            new TaskSpec("cifar", Files: new CifarFiles(["a.bin", "b.bin"], "t.bin")),
            Drawn("teacher", new TeacherStudent { Samples = 50, Test = 20, Seed = 3, Inputs = 4, Hidden = [8, 5], Outputs = 2, Noise = 0.1 }),
            Drawn("clouds", new GaussianMixture { Samples = 50, Test = 20, Seed = 4, Classes = 3, Inputs = 5, Separation = 1.5 }),
            Drawn("moons", new TwoMoons { Samples = 50, Test = 20, Seed = 5 }),
            Drawn("bits", new Parity { Samples = 50, Test = 20, Seed = 6, Bits = 9 }),
        ],
        Architectures = [new Architecture([64, 32], Activation.Tanh, Initialisation.Normal), new Architecture([], Activation.Relu, Initialisation.He),
            Architecture.Parse("conv 6 5x5, tanh", Initialisation.Normal) with { Sigma = 0.5, Biases = false }],
        L2 = [0, 1e-4],
        Epsilons = [1e-8, 0],
        Momenta = [0, 0.9],
        Tangents = 2,
        HessianEvery = 3,
        AttributionEvery = 4,
        LearningRates = [0.1, 0.3, 15],
        FirstSeed = 7,
        Seeds = 50,
        Epochs = 201,
        Replicas = 5,
        PerturbedAt = 20,
        PerturbedOn = PerturbedPart.Some(5),
        Rescales = true,
        Thresholds = [0.7, 0.9],
        Verdict = new VerdictCriterion(2, 0.5, 0.9),
        CellSeeds = new SeedCounts(Enumerable.Range(0, 7 * 3 * 2 * 2 * 2 * 3).Select(cell => cell % 4 == 0 ? 50 : cell % 3)),
        Search = new SearchSpec { Width = 0.1, Low = 0.1, High = 15, Budget = 9000, Error = 0.01, Round = 2, Report = "η_c between 1 and 3", Ended = "Known." },
    };

    private static TaskSpec Drawn(string name, SyntheticTask task) => new(name) { Synthetic = task };

    public static PairGroupSpec Item { get; } = Campaign.Grid.Item(11);
}
