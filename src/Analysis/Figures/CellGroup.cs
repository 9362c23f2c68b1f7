using System.Globalization;
using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Dynamics.Campaigns;
using Chaos.Actors.Dynamics.Networks;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>What one figure shows: the cells of one architecture × L2, by ascending η.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Estimator">The estimator of Λ.</param>
/// <param name="Architecture">The network.</param>
/// <param name="L2">L2 coefficient.</param>
/// <param name="Cells">Its cells with at least one finished seed, by ascending η.</param>
/// <param name="Verdicts">Its verdicts, one for each threshold.</param>
public sealed record CellGroup(
    CampaignSpec Campaign, Estimator Estimator, Architecture Architecture, double L2, IReadOnlyList<CellSummary> Cells,
    IReadOnlyList<Verdict> Verdicts)
{
    private const int LongestName = 100;

    /// <summary>The groups of a campaign that have any cell, in the campaign's order.</summary>
    public static IReadOnlyList<CellGroup> Of(CampaignAnalysis analysis)
    {
        var cells = analysis.Cells.ToLookup(c => (c.Cell.Architecture.Name, c.Cell.L2));
        var verdicts = analysis.Verdicts.ToLookup(v => (v.Architecture, v.L2));
        return
        [
            .. from architecture in analysis.Campaign.Architectures
               from l2 in analysis.Campaign.L2
               let own = cells[(architecture.Name, l2)].OrderBy(c => c.Cell.LearningRate).ToArray()
               where own.Length > 0
               select new CellGroup(
                   analysis.Campaign, analysis.Estimator, architecture, l2, own, [.. verdicts[(architecture.Name, l2)]]),
        ];
    }

    /// <summary>The onset η_c; null if there is none.</summary>
    public double? Onset => Verdicts.Select(v => v.Onset).FirstOrDefault();

    /// <summary>How many cells were measured, if only some of them are left here.</summary>
    public int? ThinnedFrom { get; private init; }

    /// <summary>
    /// At most about so many cells, evenly spread, the first and the last and those that a verdict names among them: more than
    /// there are pixels side by side nobody can see, and more than a few hundred rows nobody reads.
    /// </summary>
    public CellGroup Thinned(int most)
    {
        if (Cells.Count <= most) return this;
        var named = Verdicts.SelectMany(v => new[] { v.Onset, v.Fastest }).OfType<double>().ToHashSet();
        return this with
        {
            ThinnedFrom = Cells.Count,
            Cells =
            [
                .. Cells.Where((cell, i) => i == 0 || named.Contains(cell.Cell.LearningRate)
                    || Place(i, most) != Place(i - 1, most)),
            ],
        };
    }

    /// <summary>A file name without extension for a figure of this group: short if the campaign has only one.</summary>
    public string Stem(string figure)
    {
        if (Campaign.Architectures.Count * Campaign.L2.Count == 1) return figure;
        var name = Architecture.Name.Length <= LongestName
            ? Architecture.Name
            : $"architecture-{Campaign.Architectures.ToList().IndexOf(Architecture) + 1}";
        return Campaign.L2.Count == 1
            ? $"{figure}-{name}"
            : $"{figure}-{name}-l2-{Exact(L2)}";
    }

    private long Place(int i, int most) => (long)i * (most - 1) / (Cells.Count - 1);

    // Without an exponent where that holds it all: two values must never have one name.
    private static string Exact(double value)
    {
        var text = value.ToString("0.################", CultureInfo.InvariantCulture);
        return double.Parse(text, CultureInfo.InvariantCulture).Equals(value)
            ? text
            : value.ToString("R", CultureInfo.InvariantCulture);
    }
}
