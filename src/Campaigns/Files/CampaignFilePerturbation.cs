using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Campaigns.Files;

/// <summary>The perturbed replicas: how many, how far (an axis), when, in what, and whether they are pulled back.</summary>
/// <param name="Count">M.</param>
/// <param name="Epsilons">ε, ascending.</param>
/// <param name="At">e.</param>
/// <param name="On">What of a replica.</param>
/// <param name="Rescale">Whether a replica that has gone too far is pulled back.</param>
internal sealed record CampaignFilePerturbation(int Count, double[] Epsilons, int At, PerturbedPart On, bool Rescale)
{
    private static readonly Perturbation Baseline = Perturbation.Baseline;

    /// <summary>Where the file says nothing of it.</summary>
    public static CampaignFilePerturbation Usual { get; } = new(
        Baseline.Count, [Baseline.Epsilon], Baseline.At, Baseline.On, Baseline.Rescale);

    /// <summary>What the node says, or null (reported).</summary>
    /// <param name="node">A mapping.</param>
    /// <param name="epochs">T, if that is known: it ends after the perturbation.</param>
    /// <param name="problems">What is wrong.</param>
    public static CampaignFilePerturbation? Read(CampaignFileNode node, int? epochs, CampaignFileProblems problems)
    {
        if (CampaignFileFields.Of(node, "perturbation", ["count", "epsilon", "at", "on", "rescale"], problems) is not { } fields) return null;
        var count = fields.Optional("count") is { } replicas
            ? CampaignFileNumbers.Count(
                replicas, fields.Child("count"), "the number of perturbed replicas", CampaignLimits.Replicas, problems, minimum: 0)
            : Usual.Count;
        var epsilons = fields.Optional("epsilon") is { } size
            ? CampaignFileNumbers.List(size, fields.Child("epsilon"), "a number of at least 0", value => value >= 0, problems)
            : Usual.Epsilons;
        var at = fields.Optional("at") is { } epoch
            ? CampaignFileNumbers.Count(
                epoch, fields.Child("at"), "an epoch before the last", (epochs ?? CampaignLimits.Epochs) - 1, problems, minimum: 0)
            : Usual.At;
        var on = fields.Optional("on") is { } part ? Part(part, fields.Child("on"), problems) : Usual.On;
        var rescale = fields.Optional("rescale") is { } switched
            ? CampaignFileFlag.Read(switched, fields.Child("rescale"), problems) : Usual.Rescale;
        return count is null || epsilons is null || at is null || on is null || rescale is null
            ? null : new(count.Value, epsilons, at.Value, on, rescale.Value);
    }

    private static PerturbedPart? Part(CampaignFileNode node, string path, CampaignFileProblems problems)
    {
        if (node is CampaignFileScalar { IsNothing: false } scalar && PerturbedPart.Named(scalar.Value) is { } part
            && !(scalar.Quoted && part.Number is not null)) return part;
        problems.Expected(node, path, "all, weights, or how many of the weights");
        return null;
    }
}
