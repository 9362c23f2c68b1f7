using Chaos.Actors.Analysis.Figures;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Analysis.Tests.Figures;

public sealed class CellGroupTests
{
    private static readonly Architecture Wide = new([64, 32], Activation.Relu, Initialisation.He);

    [Fact]
    public void Should_make_one_group_for_each_architecture_and_L2()
    {
        var groups = CellGroup.Of(SyntheticCampaigns.Analyse(SyntheticCampaigns.Spec([1, 5, 10]) with
        {
            Architectures = [SyntheticCampaigns.Tanh64, Wide],
            L2 = [0, 1e-4],
        }));
        Assert.Equal(
            ["onset-64-tanh-normal-l2-0", "onset-64-tanh-normal-l2-0.0001", "onset-64-32-relu-he-l2-0", "onset-64-32-relu-he-l2-0.0001"],
            groups.Select(g => g.Stem("onset")));
        Assert.All(groups, g => Assert.Equal([1, 5, 10], g.Cells.Select(c => c.Cell.LearningRate)));
        Assert.All(groups, g => Assert.Equal(4, g.Verdict.Thresholds.Count));
    }

    [Fact]
    public void Should_keep_file_names_short()
    {
        var deep = new Architecture(Enumerable.Repeat(1000, 80), Activation.Tanh, Initialisation.Normal);
        var groups = CellGroup.Of(SyntheticCampaigns.Analyse(
            SyntheticCampaigns.Spec([1]) with { Architectures = [Wide, deep] }));
        Assert.Equal("onset-architecture-2", groups[1].Stem("onset"));
    }

    [Fact]
    public void Should_leave_out_groups_without_results()
    {
        var analysis = SyntheticCampaigns.Analyse(
            SyntheticCampaigns.Spec([1, 5]) with { Architectures = [SyntheticCampaigns.Tanh64, Wide] });
        Assert.Single(CellGroup.Of(analysis with { Cells = [.. analysis.Cells.Where(c => c.Cell.Architecture == Wide)] }));
        Assert.Empty(CellGroup.Of(analysis with { Cells = [] }));
    }

    [Fact]
    public void Should_say_what_was_measured_and_how()
    {
        var group = CellGroup.Of(SyntheticCampaigns.Analyse(SyntheticCampaigns.Spec([1, 5])))[0];
        Assert.Equal(
            "mnist (2,000 training, 1,000 test samples) · hidden 64 tanh, N(0, 1) weights", FigureHead.Subject(group));
        Assert.Equal(
            "50 seeds × (1 reference + 5 perturbed), ε = 1e-8 · T = 201 epochs · Λ by “growth”†", FigureHead.Protocol(group));

        var other = group with
        {
            Campaign = group.Campaign with { Tasks = [new TaskSpec("iris")] },
            Curve = group.Curve with { Task = new TaskSpec("iris"), L2 = 1e-4 },
            Cells = [group.Cells[0] with { Seeds = 12 }, group.Cells[1] with { Seeds = 9 }],
        };
        Assert.Equal("iris (all samples) · hidden 64 tanh, N(0, 1) weights · L2 = 0.0001", FigureHead.Subject(other));
        Assert.StartsWith("9 to 12 of 50 seeds", FigureHead.Protocol(other), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_leave_out_what_nobody_can_see_and_nothing_that_a_verdict_names()
    {
        var group = CellGroup.Of(SyntheticCampaigns.Cases["ten thousand"]())[0];
        var thinned = group.Thinned(500);

        Assert.InRange(thinned.Cells.Count, 500, 510);
        Assert.Equal(10_000, thinned.ThinnedFrom);
        Assert.Equal((group.Cells[0], group.Cells[^1]), (thinned.Cells[0], thinned.Cells[^1]));
        var rates = thinned.Cells.Select(cell => cell.Cell.LearningRate).ToHashSet();
        Assert.All(group.Verdict.Thresholds, threshold => Assert.True(threshold.FastestCell is null || rates.Contains(threshold.FastestCell.Value)));
        Assert.Same(group, group.Thinned(10_000));
    }
}
