using System.Globalization;
using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Analysis.Figures;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.Reports;

/// <summary>The protocol: every setting of the campaign, one line each.</summary>
internal static class ProtocolPart
{
    // Entries of a list that somebody reads.
    private const int MostListed = 30;

    /// <summary>The table.</summary>
    public static ReportBlock Of(CampaignAnalysis analysis) => new ReportBlock.Table(
        "Protocol", ["setting", "value"], [.. Rows(analysis).Select(row => (IReadOnlyList<string>)[row.Name, row.Value])])
    { Words = 2 };

    private static IEnumerable<(string Name, string Value)> Rows(CampaignAnalysis analysis)
    {
        var campaign = analysis.Campaign;
        var finished = analysis.Cells.Sum(c => (long)c.Seeds);
        yield return (campaign.Tasks.Count == 1 ? "task" : "tasks", List(
            campaign.Tasks, task => $"{task.Name} ({Samples(task.Train)} training, {Samples(task.Test)} test)"));
        yield return (campaign.Architectures.Count == 1 ? "architecture" : "architectures", List(campaign.Architectures, a => a.Name));
        yield return ("learning rates η", List(campaign.LearningRates, rate => Numbers.Rate(rate)));
        yield return ("L2", List(campaign.L2, Numbers.Label));
        yield return ("loss, momentum", $"{campaign.Loss}, {List(campaign.Momenta, Numbers.Label)}");
        yield return ("epochs T", Numbers.Count(campaign.Epochs));
        yield return ("replicas M, perturbation ε", $"{campaign.Replicas}, {List(campaign.Epsilons, Numbers.Label)}");
        if (campaign.PerturbedAt > 0) yield return ("perturbed at epoch", Numbers.Count(campaign.PerturbedAt));
        if (campaign.PerturbedOn != PerturbedPart.Weights)
            yield return ("perturbed", campaign.PerturbedOn.Number is { } some ? $"{Numbers.Count(some)} weights" : "all parameters");
        if (campaign.Tangents > 0) yield return ("tangent vectors", Numbers.Count(campaign.Tangents));
        if (campaign.HessianEvery > 0) yield return ("ends of the Hessian's spectrum", $"every {Numbers.Count(campaign.HessianEvery, "epoch")}");
        yield return ("seeds", Numbers.Seeds(campaign) + (campaign.FirstSeed > 0 ? $", from {campaign.FirstSeed}" : string.Empty));
        yield return ("work items finished", string.Create(CultureInfo.InvariantCulture, $"{finished:N0} of {campaign.Grid.Items:N0}"));
        yield return ("estimator of Λ", FigureHead.Name(analysis.Estimator) + (analysis.Estimator == Estimator.Growth ? " †" : string.Empty));
        yield return ($"{campaign.Score} thresholds a †", string.Join(", ", campaign.Thresholds.Select(TrainingTimePanel.Threshold)));
        yield return ("chaotic †", $"A ≥ {Numbers.Significant(campaign.Verdict.Amplification)} e-folds ({Numbers.Label(campaign.Verdict.Decades)} × ln 10) beyond κ = {Numbers.Label(campaign.Verdict.Kappa)} times the growth of gradient flow");
        if (campaign.Verdict.PrimaryOf(campaign.Thresholds) is >= 0 and var primary)
            yield return ("primary threshold", TrainingTimePanel.Threshold(campaign.Thresholds[primary]));
        yield return ("intervals of λ and τ", "95 %, bootstrap over seeds");
    }

    private static string List<T>(IReadOnlyList<T> values, Func<T, string> text) => values.Count <= MostListed
        ? string.Join(", ", values.Select(text))
        : $"{string.Join(", ", values.Take(MostListed - 1).Select(text))} … {text(values[^1])} ({Numbers.Count(values.Count)})";

    private static string Samples(int? count) => count is { } n ? Numbers.Count(n) : "all";
}
