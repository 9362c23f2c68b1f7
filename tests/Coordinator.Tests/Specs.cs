using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Journal;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Tests;

/// <summary>Campaigns and results for tests.</summary>
internal static class Specs
{
    public static CampaignSpec Campaign(int rates = 3, int seeds = 4, string name = "c") => new()
    {
        Name = name,
        Tasks = [new TaskSpec("iris")],
        Architectures = [new Architecture([3], Activation.Tanh, Initialisation.Normal)],
        L2 = [0],
        LearningRates = [.. Enumerable.Range(1, rates).Select(rate => (double)rate)],
        Seeds = seeds,
        Epochs = 10,
        Replicas = 2,
        Epsilons = [1e-8],
        Thresholds = [0.5, 0.9],
    };

    public static CampaignCommands.Submit Submit(CampaignSpec spec) => new(spec, TaskContents.Of("hash"), 1);

    /// <summary>What comes of a submission to an empty database.</summary>
    public static CampaignInternals.Extended Extended(CampaignCommands.Submit submit) => new(submit, StoredItems.Of(
        new StoredCampaign(submit.Spec, submit.TaskContents, submit.NumericsVersion, CampaignStance.Open, ""), []));

    /// <summary>What a node reports that computes wrong.</summary>
    public static CoordinatorCommands.ResultReady WrongResult(
        CampaignId campaign, PairGroupSpec spec, long item, AttemptId attempt, string node)
    {
        var right = Result(campaign, spec, item, attempt, node, lambda: 7);
        var series = right.Series with { Accuracy = [0.25, 0.5, 0.125] };
        return right with { Series = series, Digest = series.Digest() };
    }

    public static CoordinatorCommands.ResultReady Result(
        CampaignSpec spec, long item, AttemptId attempt, string node = "n1", double lambda = 0.1) =>
        Result(CampaignId.Of(spec), spec.Grid.Item(item), item, attempt, node, lambda);

    /// <summary>What an item's content is, as one number.</summary>
    public static long Content(PairGroupSpec spec) => (long)(1000 * spec.LearningRate) + (long)spec.Seed;

    /// <summary>A result, whose series are a function of the item's content.</summary>
    public static CoordinatorCommands.ResultReady Result(
        CampaignId campaign, PairGroupSpec spec, long item, AttemptId attempt, string node, double lambda = 0.1)
    {
        var series = new PairGroupSeries(
            [Rising(Content(spec), spec.Epochs), Rising(3, spec.Epochs), Rising(5, spec.Epochs)],
            [.. Rising(1, spec.Epochs + 1).Select(t => t / 20)],
            [Rising(1e-8, spec.Epochs + 1), Rising(1, spec.Epochs + 1)],
            null);
        return new CoordinatorCommands.ResultReady(
            campaign,
            new ItemIndex(item),
            attempt,
            new NodeId(node),
            series,
            new ItemSummary(lambda, 1e-8, 0.75, 0.75, [1, null], null),
            series.Digest(),
            1,
            TimeSpan.FromMilliseconds(100));
    }

    private static double[] Rising(double from, int count) => [.. Enumerable.Range(0, count).Select(t => from + t)];
}
