using Chaos.Actors.Campaigns.Canonical;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Campaigns.Tests;

/// <summary>Two campaigns differ in what the campaign file calls it.</summary>
public sealed class SpecDifferencesTests
{
    private static readonly CampaignSpec Spec = new()
    {
        Name = "c",
        LearningRates = [1, 2],
        Seeds = 2,
        Tasks = [new TaskSpec("iris")],
        Epochs = 20,
        Replicas = 5,
        Epsilons = [1e-8],
        Thresholds = [0.5],
        L2 = [0],
        Architectures = [new Architecture([8], Activation.Tanh, Initialisation.LeCun)],
    };

    private static readonly CampaignSpec Csv = Spec with { Tasks = [new TaskSpec("mine", Files: new CsvFiles("/a/mine.csv"))] };

    public static TheoryData<CampaignSpec, CampaignSpec, string> Pairs => new()
    {
        { Spec, Spec with { Name = "other" }, $"name ({Spec.Name} there, other here)" },
        { Spec, Spec with { Tasks = [new TaskSpec("wine")] }, "task (iris there, wine here)" },
        { Spec, Spec with { Tasks = [new TaskSpec("iris", Train: 20)] }, "train (all there, 20 here)" },
        { Spec with { Tasks = [new TaskSpec("iris", Test: 10)] }, Spec, "test (10 there, all here)" },
        { Spec, Spec with { L2 = [0, 0.5] }, "l2 (0 there, 0, 0.5 here)" },
        { Spec, Spec with { Seeds = 3 }, "seeds (2 there, 3 here)" },
        { Spec, Spec with { Epochs = 21 }, "epochs (20 there, 21 here)" },
        { Spec, Spec with { Replicas = 6 }, "perturbation.count (5 there, 6 here)" },
        { Spec, Spec with { Thresholds = [0.5, 0.75] }, "thresholds (0.5 there, 0.5, 0.75 here)" },
        { Spec, Spec with { Verdict = VerdictCriterion.Default with { Threshold = 0.5 } }, "verdict.threshold (not given there, 0.5 here)" },
        { Spec, Csv, "task (iris there, CSV files here)" },
        { Csv, Csv with { Tasks = [Csv.Tasks[0] with { Files = new CsvFiles("/a/mine.csv", Standardise: CsvStandardise.Features) }] }, "task.csv.standardise (false there, true here)" },
        { Csv, Csv with { Tasks = [Csv.Tasks[0] with { Files = new CsvFiles("/a/mine.csv", "/a/t.csv") }] }, "task.csv.test (not given there, /a/t.csv here)" },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Should_name_the_field_and_both_values(CampaignSpec there, CampaignSpec here, string difference) =>
        Assert.Equal([difference], SpecDifferences.Between(there, here));

    [Fact]
    public void Should_show_a_long_value_where_it_differs()
    {
        double[] rates = [.. Enumerable.Range(1, 100)];
        double[] others = [.. rates.Select(rate => rate == 70 ? 70.5 : rate)];

        var difference = Assert.Single(SpecDifferences.Between(Spec with { LearningRates = rates }, Spec with { LearningRates = others }));

        Assert.StartsWith("learningRates (…", difference, StringComparison.Ordinal);
        Assert.Contains("69, 70, 71", difference, StringComparison.Ordinal);
        Assert.Contains("69, 70.5, 71", difference, StringComparison.Ordinal);
        Assert.True(difference.Length < 200, difference);
    }
}
