using Chaos.Actors.Campaigns.Files;
using Chaos.Actors.Dynamics.Losses;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Campaigns.Tests;

public class CampaignFileTests
{
    private const string Minimal =
        """
        task: iris
        architectures: [{hidden: [10], activation: sigmoid}]
        learningRates: [1, 0.1, 10]
        seeds: 3
        """;

    [Fact]
    public void Should_take_everything_not_said_from_the_baseline_protocol()
    {
        var campaign = CampaignFile.Parse(Minimal, "some/folder/two words.yaml");

        Assert.Equal("two-words", campaign.Name);
        Assert.Equal([new TaskSpec("iris")], campaign.Tasks);
        Assert.Equal([new Architecture([10], Activation.Sigmoid, Initialisation.Normal)], campaign.Architectures);
        Assert.Equal([0.1, 1, 10], campaign.LearningRates);
        Assert.Equal([0.0], campaign.L2);
        Assert.Equal(3, campaign.Seeds);
        Assert.Equal(201, campaign.Epochs);
        Assert.Equal(5, campaign.Replicas);
        Assert.Equal([1e-8], campaign.Epsilons);
        Assert.Equal([0.70, 0.80, 0.85, 0.90], campaign.Thresholds);
    }

    [Fact]
    public void Should_read_every_field()
    {
        var campaign = CampaignFile.Parse(
            """
            name: everything
            task: mnist
            train: 2000
            test: 1000
            architectures:
              - {hidden: [64, 32], activation: relu, initialisation: he}
              - 64-tanh
              - hidden: []
                activation: tanh
            learningRates: {from: 0.01, to: 10, points: 4, scale: log}
            l2: [0.001, 0]
            seeds: 2
            epochs: 120
            perturbation: {count: 2, epsilon: 0}
            thresholds: [0.9, 0.5]
            """, "x.yaml");

        Assert.Equal("everything", campaign.Name);
        Assert.Equal([new TaskSpec("mnist", 2000, 1000)], campaign.Tasks);
        Assert.Equal(["64-32-relu-he", "64-tanh-normal", "tanh-normal"], campaign.Architectures.Select(a => a.Name));
        Assert.Equal([0.01, 0.1, 1, 10], campaign.LearningRates);
        Assert.Equal([0, 0.001], campaign.L2);
        Assert.Equal(120, campaign.Epochs);
        Assert.Equal(2, campaign.Replicas);
        Assert.Equal([0.0], campaign.Epsilons);
        Assert.Equal([0.5, 0.9], campaign.Thresholds);
    }

    [Fact]
    public void Should_read_every_axis_as_one_value_or_a_list()
    {
        var campaign = CampaignFile.Parse(
            """
            tasks: [iris, {name: mnist, train: 500}, {name: mine, csv: {train: a.csv}}]
            train: 100
            architectures: 8-tanh
            learningRates: 0.5
            l2: 0.1
            seeds: {from: 8, count: 4}
            perturbation: {epsilon: [1e-6, 1e-8]}
            thresholds: 0.5
            """, "/a/x.yaml");

        Assert.Equal(
            [new TaskSpec("iris", 100), new TaskSpec("mnist", 500), new TaskSpec("mine", 100, null, new CsvFiles("/a/a.csv"))], campaign.Tasks);
        Assert.Equal("8-tanh-normal", Assert.Single(campaign.Architectures).Name);
        Assert.Equal([0.5], campaign.LearningRates);
        Assert.Equal([0.1], campaign.L2);
        Assert.Equal((8, 4), (campaign.FirstSeed, campaign.Seeds));
        Assert.Equal([1e-8, 1e-6], campaign.Epsilons);
        Assert.Equal([0.5], campaign.Thresholds);
        Assert.Equal(24, campaign.Grid.Items);
        Assert.Equal(8, campaign.Grid.SeedOf(5));
        Assert.Equal([0, 0, 1, 1, 2, 2, 0], Enumerable.Range(0, 7).Select(item => campaign.Grid.TaskOf(item)));
    }

    [Fact]
    public void Should_read_networks_as_lists_of_layers()
    {
        var campaign = CampaignFile.Parse(
            """
            task: digits
            architectures:
              - {network: "conv 6 3x3 same, tanh, avgpool 2, dense 16, leakyrelu 0.2", initialisation: lecun, bias: false}
              - {network: "dense 16, tanh", initialisation: normal 0.5}
              - {hidden: [16], activation: elu, initialisation: uniform}
            learningRates: [1]
            seeds: 1
            tangents: 3
            perturbation: {count: 0}
            hessian: {every: 10}
            attribution: {every: 20}
            loss: squared
            momentum: [0.9, 0]
            """, "x.yaml");

        Assert.Equal(
            ["conv 6 3x3 same, tanh, avgpool 2, dense 16, leakyrelu 0.2; lecun; no biases", "16-tanh-normal 0.5", "16-elu-uniform"],
            campaign.Architectures.Select(architecture => architecture.Name));
        Assert.Equal((3, 0, 10, 20), (campaign.Tangents, campaign.Replicas, campaign.HessianEvery, campaign.AttributionEvery));
        Assert.Equal((3, 10, 20), (campaign.Grid.Item(0).Tangents, campaign.Grid.Item(0).HessianEvery, campaign.Grid.Item(0).AttributionEvery));
        Assert.Equal([0, 0.9], campaign.Momenta);
        Assert.Equal((Loss.Squared, 0.9), (campaign.Grid.Item(1).Loss, campaign.Grid.Item(1).Momentum));
        Assert.Equal(campaign, Canonical.CampaignSpecJson.Read(Canonical.CampaignSpecJson.Write(campaign)));
    }

    [Fact]
    public void Should_need_no_activation_where_there_is_no_hidden_layer()
    {
        var campaign = CampaignFile.Parse(Minimal.Replace("[{hidden: [10], activation: sigmoid}]", "[{hidden: []}, {hidden: [], initialisation: he}]"), "x.yaml");

        Assert.Equal(["tanh-normal", "tanh-he"], campaign.Architectures.Select(a => a.Name));
    }

    [Theory]
    [InlineData("0", 0.0)]
    [InlineData("0.0e-999", 0.0)]
    [InlineData("2.3e-308", 2.3e-308)]
    public void Should_take_zero_and_the_smallest_numbers_as_they_are(string epsilon, double expected) =>
        Assert.Equal(expected, CampaignFile.Parse(Minimal + $"\nperturbation: {{epsilon: {epsilon}}}\n", "x.yaml").Epsilons.Single());

    [Fact]
    public void Should_take_user_files_relative_to_the_campaign_file()
    {
        var folder = Path.Combine(Path.GetTempPath(), "study");
        var csv = CampaignFile.Parse(
            Minimal.Replace("task: iris", "task: {csv: {train: a/flowers.csv.gz, standardise: true}}"),
            Path.Combine(folder, "x.yaml"));
        var idx = CampaignFile.Parse(
            Minimal.Replace("task: iris", "task: {name: mine, idx: {trainImages: a, trainLabels: b, testImages: c, testLabels: /d}}"),
            Path.Combine(folder, "x.yaml"));

        Assert.Equal(
            new TaskSpec("flowers", Files: new CsvFiles(Path.Combine(folder, "a", "flowers.csv.gz"), null, CsvStandardise.Features)), csv.Tasks.Single());
        Assert.Equal(
            new TaskSpec("mine", Files: new IdxFiles(
                Path.Combine(folder, "a"), Path.Combine(folder, "b"), Path.Combine(folder, "c"), "/d")), idx.Tasks.Single());
    }

    [Theory]
    [MemberData(nameof(OwnTasks))]
    public void Should_read_every_kind_of_task(string yaml, TaskSpec expected)
    {
        var text = Minimal.Replace("task: iris", "task: " + yaml) + "\nloss: squared\n";
        Assert.Equal(expected, CampaignFile.Parse(text, "/s/x.yaml").Tasks.Single());
    }

    public static TheoryData<string, TaskSpec> OwnTasks => new()
    {
        {
            "{csv: {train: f.csv, target: real, standardise: all, label: y}}",
            new TaskSpec("f", Files: new CsvFiles("/s/f.csv", null, CsvStandardise.All) { Label = "y", Target = CsvTarget.Real })
        },
        {
            "{train: 10, cifar: {train: [a.bin, /b.bin], test: t.bin}}",
            new TaskSpec("a", 10, Files: new CifarFiles(["/s/a.bin", "/b.bin"], "/s/t.bin"))
        },
        { "{cifar: {train: a.bin, test: t.bin, pixels: raw}}", new TaskSpec("a", Files: new CifarFiles(["/s/a.bin"], "/s/t.bin") { Pixels = PixelScale.Raw }) },
        {
            "{idx: {trainImages: a, trainLabels: b, testImages: c, testLabels: d, pixels: standardise}}",
            new TaskSpec("a", Files: new IdxFiles("/s/a", "/s/b", "/s/c", "/s/d") { Pixels = PixelScale.Standardise })
        },
        {
            "{name: t, teacher-student: {inputs: 10, hidden: [8, 4], samples: 500, test: 200, seed: 1, activation: relu, noise: 0.1, outputs: 2}}",
            new TaskSpec("t")
            {
                Synthetic = new TeacherStudent { Inputs = 10, Hidden = [8, 4], Samples = 500, Test = 200, Seed = 1, Activation = "relu", Noise = 0.1, Outputs = 2 },
            }
        },
        {
            "{gaussian-mixture: {inputs: 3, samples: 50, test: 20}}",
            new TaskSpec("gaussian-mixture") { Synthetic = new GaussianMixture { Inputs = 3, Samples = 50, Test = 20 } }
        },
        { "{two-moons: {samples: 50, test: 20, noise: 0}}", new TaskSpec("two-moons") { Synthetic = new TwoMoons { Samples = 50, Test = 20, Noise = 0 } } },
        { "{parity: {bits: 8, samples: 50, test: 20}}", new TaskSpec("parity") { Synthetic = new Parity { Bits = 8, Samples = 50, Test = 20 } } },
    };

    [Fact]
    public void Should_spread_a_linear_range_evenly_with_exact_ends()
    {
        var campaign = CampaignFile.Parse(
            Minimal.Replace("[1, 0.1, 10]", "{from: 0.1, to: 0.3, points: 3, scale: linear}"), "x.yaml");
        Assert.Equal([0.1, 0.2, 0.3], campaign.LearningRates);
    }

    [Fact]
    public void Should_hold_a_billion_items_without_touching_them()
    {
        var campaign = CampaignFile.Parse(
            Minimal.Replace("[1, 0.1, 10]", "{from: 0.1, to: 10, points: 512}").Replace("seeds: 3", "seeds: 2097152"),
            "x.yaml");
        Assert.Equal(1L << 30, campaign.Grid.Items);
    }

    [Theory]
    [InlineData("quick", 1)]
    [InlineData("mnist-paper", 16)]
    [InlineData("iris", 13)]
    public void Should_read_the_campaigns_that_ship(string name, int leastCells)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Chaos.Actors.sln"))) folder = folder.Parent;

        var campaign = CampaignFile.Read(Path.Combine(folder.FullName, "campaigns", name + ".yaml")).Campaign;

        Assert.Equal(name, campaign.Name);
        Assert.True(campaign.Grid.Cells >= leastCells);
    }
}
