using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Analysis.Figures;
using Chaos.Actors.Analysis.Verdicts;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics.Losses;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Analysis.Reports;

/// <summary>The methods, as a paper would print them: every formula and every choice, with this campaign's numbers; † where the choice is ours.</summary>
internal static class MethodsPart
{
    // Networks whose neutral directions are listed.
    private const int MostListed = 5;

    /// <summary>The paragraphs.</summary>
    public static IEnumerable<ReportBlock> Of(CampaignAnalysis analysis)
    {
        var campaign = analysis.Campaign;
        yield return new ReportBlock.Paragraph("Training.", Training(campaign));
        yield return new ReportBlock.Paragraph("Divergence.", Divergence(campaign));
        if (campaign.Tangents > 0) yield return new ReportBlock.Paragraph("Tangents.", Tangents(campaign));
        yield return new ReportBlock.Paragraph("Exponents.", Exponents(analysis));
        yield return new ReportBlock.Paragraph("Chaotic transient.", Transient(analysis));
        yield return new ReportBlock.Paragraph("Onset.", Onset(campaign));
        if (campaign.Thresholds.Count > 0) yield return new ReportBlock.Paragraph("Training time, and what is fast.", Times(campaign));
        yield return new ReportBlock.Paragraph("Arithmetic.",
            "All series are float64 with one fixed order of summation and counter-based random numbers (Philox4x32-10, keyed by seed and stream): an item's series are "
            + "the same bits on every machine, at every number of threads. A run stops at the first epoch with a loss that is not finite and counts as divergent.");
        yield return new ReportBlock.Paragraph("", "† Our own choice where the sources are silent.");
    }

    private static string Training(CampaignSpec campaign)
    {
        var networks = campaign.Architectures.Count == 1 ? Weights(campaign.Architectures[0]) : "weights drawn as each network's name says";
        var momentum = campaign.Momenta is [0] ? "" : $", heavy ball v ← βv − η∇L with β = {List(campaign.Momenta)}";
        var l2 = campaign.L2 is [0] ? "" : $" L2 pulls at weights alone: w −= η·l2·w, l2 = {List(campaign.L2)}.";
        var loss = campaign.Loss == Loss.Squared ? "½‖f − y‖², mean over the samples" : "mean cross-entropy of the softmax";
        return $"Full-batch gradient descent w(t + 1) = w(t) − η ∇L(w(t)){momentum} for T = {Numbers.Count(campaign.Epochs, "epoch")}, L = {loss}; {networks}, biases 0. "
            + $"{Numbers.Count(campaign.LearningRates.Count, "learning rate")} from η = {Numbers.Rate(campaign.LearningRates[0])} to {Numbers.Rate(campaign.LearningRates[^1])}, "
            + $"{Numbers.Seeds(campaign, "initial condition")} w(0) each, the same ones at every η: everything is paired by seed.{l2}";
    }

    private static string Weights(Architecture architecture) => architecture.Initialisation == Initialisation.Normal
        ? $"weights drawn from N(0, {Numbers.Label(architecture.Sigma * architecture.Sigma)})"
        : $"weights drawn by the scheme {architecture.InitialisationText}";

    private static string Divergence(CampaignSpec campaign)
    {
        if (campaign.Replicas == 0) return "No perturbed replicas were trained: growth is read from tangent vectors alone.";
        var part = campaign.PerturbedOn == PerturbedPart.All ? "every parameter"
            : campaign.PerturbedOn.Number is { } some ? $"{Numbers.Count(some, "weight")} (drawn for each replica)" : "every weight, and no bias,";
        var at = campaign.PerturbedAt == 0 ? "at the start" : $"at epoch {Numbers.Count(campaign.PerturbedAt)}";
        return $"Beside each reference w(t), M = {campaign.Replicas} {(campaign.Replicas == 1 ? "replica" : "replicas")} w_j(t) whose {part} was moved {at} by a number from U(−ε, ε), ε = {List(campaign.Epsilons)}. "
            + "d_j(t) = Σ_k |w_k(t) − w_jk(t)| over all parameters, biases included; D(t) = mean over j of d_j(t)."
            + (campaign.Rescales ? " A replica that had gone too far was pulled back; distances are read as if it had not been." : "");
    }

    private static string Tangents(CampaignSpec campaign) =>
        $"{Numbers.Count(campaign.Tangents, "tangent vector")} v(t + 1) = J(t) v(t), J = I − ηH{(campaign.Momenta is [0] ? "" : " (with momentum of parameters and velocities together)")}, by exact Hessian-vector products, "
        + "orthonormalised every epoch by modified Gram–Schmidt; the local exponent γ(t) = ln r(t) is what epoch t makes of the leading one's length. No ε, nothing saturates."
        + (campaign.HessianEvery > 0 ? $" Ends of the Hessian's spectrum by Lanczos every {Numbers.Count(campaign.HessianEvery, "epoch")}; sharpness·η/2 > 1 means that the largest curvature is unstable." : "");

    private static string Exponents(CampaignAnalysis analysis)
    {
        var how = analysis.Estimator switch
        {
            Estimator.Tangent => "Λ is the mean local exponent of the leading tangent vector over the run, per epoch: no distance is read.",
            Estimator.Growth => "Λ is the least-squares slope of ln D(t) over the growth window†: the best fit of a ramp to the whole series says where growth begins and saturates, a plateau being a decade (ln 10) away from where D began. It measures the burst of growth, not the run.",
            Estimator.LogMean => "Λ is the least-squares slope of the mean over j of ln d_j(t) over the growth window†.",
            Estimator.Endpoint => "Λ = ln[D(e)/D(0)]/e, e being the saturation time of the growth window†.",
            Estimator.Rescaled => "Λ is the mean over j of [ln d_j(T) − ln d_j(0) + Σ r_j(t)]/T, r_j(t) being the logarithm of the factor by which replica j was pulled back after step t (Benettin et al. 1980): growth of the whole run, of a finite displacement.",
            _ => "Λ is the slope of ln D(t) in the window of largest R² among windows of 30, 35 … 100 points starting at 0, 5 … 100 (arXiv 2404.05782). This estimator keeps only R² > 0.9 and Λ > 0.05: it cannot see λ ≤ 0.",
        };
        return $"{how} λ is the mean of Λ over the kept seeds, with the 95 % percentile interval of 2,000 bootstrap draws of seeds, the same draws in every cell.{Neutral(analysis.Campaign)}";
    }

    private static string Neutral(CampaignSpec campaign)
    {
        if (campaign.Tangents == 0) return "";
        var known =
            from architecture in campaign.Architectures
            from l2 in campaign.L2
            let number = NeutralDirections.Conserved(architecture, campaign.Loss, l2)
            where number > 0
            select $"{Numbers.Count(number.Value)} of {architecture.Name}{(campaign.L2.Count > 1 ? $" at L2 = {Numbers.Label(l2)}" : "")}";
        string[] all = [.. known];
        return all.Length == 0 ? "" : $" Softmax conserves sums over the classes of last weights and biases, so some directions are neutral whatever is learnt "
            + $"({string.Join(", ", all.Take(MostListed))}{(all.Length > MostListed ? " …" : "")}) and the largest exponent of a long run is never negative. Weights of inputs that are always 0 are neutral too.";
    }

    private static string Transient(CampaignAnalysis analysis)
    {
        var criterion = analysis.Campaign.Verdict;
        var source = analysis.Verdicts.Any(verdict => verdict.Source == GrowthSource.Tangents)
            ? "γ(t) is that of the leading tangent vector"
            : "γ(t) = ln D(t + 1) − ln D(t), blunter than a tangent by the root of the number of parameters, and blind after saturation";
        return $"{source}. Distances creep in every run: gradient flow has a growth p per unit of η·t, for each seed the median of Λ/η at {FlowRates.Text(analysis.Campaign)}{(analysis.Campaign.Search is null ? ", a third of the axis" : "")} (below 0 it counts as 0†). "
            + $"The chaotic transient† of an item is the segment [s, e) of epochs that maximises Σ (γ(t) − κ·η·p), κ = {Numbers.Label(criterion.Kappa)}†; that sum is its amplification A, in e-folds. "
            + $"An item is chaotic when A ≥ {Numbers.Label(criterion.Decades)} × ln 10 = {Numbers.Significant(criterion.Amplification)}†: nearby trajectories part by {Numbers.Decades(criterion.Decades)} more than flow parts them. "
            + "A mean over the run would fall as 1/T once the burst is over; A does not depend on T. An item that diverges does not tell.";
    }

    private static string Onset(CampaignSpec campaign) =>
        "φ(η) is the fraction of chaotic seeds, with Jeffreys' 95 % interval. A seed's onset is a bracket (the largest η that is not chaotic, the smallest from which on all are), between them linear in ln η and A†. "
        + "η_c: φ = ½ of a logistic in ln η, fitted by maximum likelihood to the seeds' brackets (interval-censored, one observation a seed)†; its 95 % interval is that of the profile likelihood with Student's t for "
        + $"{Numbers.Count(campaign.Seeds, "seed")} in place of the normal†. Beyond the grid nothing is extrapolated.";

    private static string Times(CampaignSpec campaign)
    {
        var thresholds = string.Join(", ", campaign.Thresholds.Select(TrainingTimePanel.Threshold));
        var holm = campaign.Thresholds.Count > 1 ? $", after Holm over {campaign.Thresholds.Count} thresholds" : "";
        return $"τ(a) is the first epoch with test {campaign.Score} ≥ a, a = {thresholds}†; a run that diverges or does not get there counts as never (+∞), so medians over all seeds are honest. "
            + "η* of a seed is its argmin τ(η). ln(η*/η_c) is paired by seed: median with the 95 % interval of order statistics (Hettmansperger and Sheather 1986), p from Wilcoxon's signed-rank test, exact, zeros after Pratt"
            + $"{holm}; none below five seeds. τ·η against its value at small η says whether the larger step alone explains the gain. G(τ) = Σ_(t<τ) γ(t) and the beginning of the transient, against τ, say whether growth came before it.";
    }

    private static string List(IReadOnlyList<double> values) => string.Join(", ", values.Select(Numbers.Label));
}
