using Chaos.Actors.Analysis.Comparisons;
using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Api.Documents;

/// <summary>The schema <c>chaos/compare/1</c>: docs/results-format.md. What is not finite or not known is null.</summary>
public static class ComparisonJson
{
    // The rest is a number.
    private const int MostItems = 1000;

    /// <summary>The object of a comparison.</summary>
    public static object Of(CampaignSpec a, CampaignSpec b, IEnumerable<string> differences, CampaignComparison comparison) => new
    {
        Schema = "chaos/compare/1",
        A = a.Name,
        B = b.Name,
        Differences = differences,
        comparison.ShareInitialStates,
        Items = new
        {
            comparison.Items.Shared,
            comparison.Items.Identical,
            Different = comparison.Items.Different.Count,
            comparison.Items.OtherNumerics,
            DifferentItems = comparison.Items.Different.Take(MostItems).Select(pair => new { pair.A, pair.B }),
        },
        Curves = comparison.Curves.Select(curve => new
        {
            A = curve.A.Curve.Label(a),
            B = curve.B.Curve.Label(b),
            Onset = new { A = curve.A.Onset, B = curve.B.Onset },
            LogRatio = Difference(curve.LogOnset),
        }),
        CellsOnlyInA = comparison.OnlyA,
        CellsOnlyInB = comparison.OnlyB,
        Cells = comparison.Cells.Select(cell => new
        {
            A = cell.A.Index,
            B = cell.B.Index,
            Eta = cell.A.LearningRate,
            Lambda = new { A = cell.Lambda.A, B = cell.Lambda.B, Difference = Difference(cell.Lambda) },
            Chaotic = new
            {
                A = new { Chaotic = cell.Chaotic.A.Count, Seeds = cell.Chaotic.A.Of },
                B = new { Chaotic = cell.Chaotic.B.Count, Seeds = cell.Chaotic.B.Of },
                cell.Chaotic.OnlyA,
                cell.Chaotic.OnlyB,
                P = cell.Chaotic.AdjustedP,
                Unadjusted = cell.Chaotic.P,
                cell.Chaotic.IsDistinguishable,
            },
            Tau = comparison.Thresholds.Zip(cell.Times, (threshold, time) => new
            {
                Threshold = threshold,
                time.A,
                time.B,
                Difference = Difference(time),
            }),
        }),
    };

    private static object Difference(PairedDifference difference) => new
    {
        Seeds = difference.Pairs,
        difference.Median,
        difference.Interval.Low,
        difference.Interval.High,
        P = difference.AdjustedP,
        Unadjusted = difference.P,
        difference.IsDistinguishable,
    };
}
