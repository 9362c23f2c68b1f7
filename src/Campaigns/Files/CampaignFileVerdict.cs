using System.Globalization;

namespace Chaos.Actors.Campaigns.Files;

/// <summary>The criterion of the verdict: <c>{kappa: 3, decades: 1, threshold: 0.8}</c>, each with a default.</summary>
internal static class CampaignFileVerdict
{
    /// <summary>The criterion, or null (reported).</summary>
    /// <param name="node">What is given.</param>
    /// <param name="field">Where.</param>
    /// <param name="thresholds">The campaign's thresholds; null when they are wrong themselves.</param>
    /// <param name="problems">What is wrong.</param>
    public static VerdictCriterion? Read(CampaignFileNode node, string field, double[]? thresholds, CampaignFileProblems problems)
    {
        if (CampaignFileFields.Of(node, field, ["kappa", "decades", "threshold"], problems) is not { } fields) return null;
        var usual = VerdictCriterion.Default;
        var kappa = Number("kappa", "a number of at least 1: at 1, gradient flow itself would be the limit of chaos", value => value >= 1, usual.Kappa);
        var decades = Number("decades", "a number of decades above 0", value => value > 0, usual.Decades);
        if (fields.Optional("threshold") is not { } given)
            return kappa is null || decades is null ? null : usual with { Kappa = kappa.Value, Decades = decades.Value };
        var among = thresholds is null ? "a number" : "one of thresholds: " + string.Join(", ", thresholds.Select(a => a.ToString(CultureInfo.InvariantCulture)));
        var threshold = CampaignFileNumbers.Real(
            given, fields.Child("threshold"), among, value => thresholds?.Contains(value) ?? true, problems);
        return kappa is null || decades is null || threshold is null ? null : new VerdictCriterion(kappa.Value, decades.Value, threshold);

        double? Number(string name, string expected, Func<double, bool> allowed, double otherwise) => fields.Optional(name) is { } value
            ? CampaignFileNumbers.Real(value, fields.Child(name), expected, allowed, problems)
            : otherwise;
    }
}
