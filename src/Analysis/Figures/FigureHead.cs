using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics.Losses;
using Chaos.Actors.Dynamics.Networks;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>The lines above and below every figure: what was measured, and how.</summary>
internal static class FigureHead
{
    /// <summary>Task, sizes and architecture.</summary>
    public static string Subject(CellGroup group)
    {
        var (campaign, curve, task) = (group.Campaign, group.Curve, group.Curve.Task);
        var samples = (task.Train, task.Test) switch
        {
            (null, null) => "all samples",
            var (train, test) => $"{Amount(train)} training, {Amount(test)} test samples",
        };
        var l2 = campaign.L2.Count > 1 || curve.L2 != 0 ? $" · L2 = {Numbers.Label(curve.L2)}" : string.Empty;
        var momentum = curve.Momentum != 0 ? $" · momentum {Numbers.Label(curve.Momentum)}" : string.Empty;
        var loss = campaign.Loss != Loss.CrossEntropy ? $" · {campaign.Loss} loss" : string.Empty;
        return $"{task.Name} ({samples}) · {Network(curve.Architecture)}{l2}{momentum}{loss}";

        static string Amount(int? count) => count is { } n ? Numbers.Count(n) : "all";
    }

    /// <summary>A whole campaign.</summary>
    public static string Subject(CampaignSpec campaign) => $"campaign {campaign.Name}";

    /// <summary>Seeds, replicas, epochs, ε and estimator.</summary>
    public static string Protocol(CellGroup group)
    {
        var campaign = group.Campaign;
        var (fewest, most) = (group.Cells.Min(c => c.Seeds), group.Cells.Max(c => c.Seeds));
        var seeds = fewest == campaign.Seeds ? Numbers.Count(fewest)
            : $"{Numbers.Count(fewest)}{(fewest == most ? string.Empty : $" to {Numbers.Count(most)}")} of {Numbers.Count(campaign.Seeds)}";
        var thinned = group.ThinnedFrom is { } all
            ? $" · {Numbers.Count(group.Cells.Count)} of {Numbers.Count(all)} η drawn"
            : string.Empty;
        return $"{seeds} {(campaign.Seeds == 1 ? "seed" : "seeds")} × (1 reference + {campaign.Replicas} perturbed{(campaign.Tangents > 0 ? $" + {Numbers.Count(campaign.Tangents, "tangent")}" : string.Empty)}), "
            + $"ε = {Numbers.Label(group.Curve.Epsilon)} · T = {campaign.Epochs} {(campaign.Epochs == 1 ? "epoch" : "epochs")} · "
            + $"Λ by “{Name(group.Estimator)}”{(group.Estimator == Estimator.Growth ? "†" : string.Empty)}{thinned}";
    }

    /// <summary>The estimator's name, as in a campaign's output.</summary>
    public static string Name(Estimator estimator) => estimator switch
    {
        Estimator.Growth => "growth",
        Estimator.Danovski => "danovski",
        Estimator.Endpoint => "endpoint",
        Estimator.LogMean => "log-mean",
        Estimator.Tangent => "tangent",
        Estimator.Rescaled => "rescaled",
        _ => throw new ArgumentOutOfRangeException(nameof(estimator), estimator, "No such estimator."),
    };

    /// <summary>Puts the title, what was measured and how on a page.</summary>
    public static void Head(Page page, CellGroup group, string title) => page.Head(title, Subject(group), Protocol(group));

    /// <summary>The same of a figure that shows a whole campaign.</summary>
    public static void Head(Page page, CampaignSpec campaign, string title) =>
        page.Head(title, Subject(campaign), $"{Numbers.Seeds(campaign)} · T = {Numbers.Count(campaign.Epochs, "epoch")}");

    /// <summary>Puts the line at the foot.</summary>
    public static void Foot(Page page, CampaignSpec campaign) => page.Foot(
        $"{Subject(campaign)} · † our own choice where the sources are silent; chaotic: nearby trajectories part by "
        + $"{Numbers.Decades(campaign.Verdict.Decades)} beyond {Numbers.Label(campaign.Verdict.Kappa)} times gradient flow");

    private static string Network(Architecture architecture)
    {
        var hidden = !architecture.IsStack ? architecture.Text
            : architecture.Hidden.Count == 0 ? "softmax regression"
            : $"hidden {string.Join('–', architecture.Hidden)} {architecture.Activation.Text}";
        var weights = architecture.Initialisation switch
        {
            Initialisation.Normal => $"N(0, {Numbers.Label(architecture.Sigma * architecture.Sigma)})",
            Initialisation.LeCun => "LeCun",
            Initialisation.Glorot => "Glorot",
            Initialisation.He => "He",
            _ => architecture.Initialisation.ToString(),
        };
        return $"{hidden}, {weights} weights{(architecture.Biases ? string.Empty : ", no biases")}";
    }
}
