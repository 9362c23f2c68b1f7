using System.Globalization;
using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Analysis.Verdicts;
using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>What one figure shows: the cells that differ in η alone, η ascending.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Estimator">The estimator of Λ.</param>
/// <param name="Curve">What they have in common.</param>
/// <param name="Cells">Its cells with at least one finished seed, by ascending η.</param>
/// <param name="Verdict">Its verdict.</param>
public sealed record CellGroup(
    CampaignSpec Campaign, Estimator Estimator, Curve Curve, IReadOnlyList<CellSummary> Cells, CurveVerdict Verdict)
{
    private const int LongestName = 100;

    /// <summary>The groups of a campaign that have any cell, in the campaign's order.</summary>
    public static IReadOnlyList<CellGroup> Of(CampaignAnalysis analysis)
    {
        var verdicts = analysis.Verdicts.ToDictionary(verdict => verdict.Curve.Number);
        return
        [
            .. from cell in analysis.Cells
               group cell by cell.Cell.Curve.Number into curve
               orderby curve.Key
               select new CellGroup(
                   analysis.Campaign, analysis.Estimator, curve.First().Cell.Curve,
                   [.. curve.OrderBy(cell => cell.Cell.LearningRate)], verdicts[curve.Key]),
        ];
    }

    /// <summary>The onset η_c; null if the grid does not hold it.</summary>
    public double? Onset => Verdict.OnsetOnGrid;

    /// <summary>How many cells were measured, if only some of them are left here.</summary>
    public int? ThinnedFrom { get; private init; }

    /// <summary>
    /// At most about so many cells, evenly spread, the first and the last and those that a verdict names among them: more than
    /// there are pixels side by side nobody can see, and more than a few hundred rows nobody reads.
    /// </summary>
    public CellGroup Thinned(int most)
    {
        if (Cells.Count <= most) return this;
        var named = Verdict.Thresholds.Select(threshold => threshold.FastestCell).OfType<double>().ToHashSet();
        return this with
        {
            ThinnedFrom = Cells.Count,
            Cells =
            [
                .. Cells.Where((cell, i) => named.Contains(cell.Cell.LearningRate)
                    || RunSampling.IsChosen(i, Cells.Count, most)),
            ],
        };
    }

    /// <summary>Some of its cells with the runs that were kept of them, evenly spread over η; none where none were kept.</summary>
    public IReadOnlyList<CellSummary> WithRuns(int most)
    {
        CellSummary[] kept = [.. Cells.Where(cell => cell.Runs.Count > 0)];
        return [.. kept.Where((_, i) => RunSampling.IsChosen(i, kept.Length, most))];
    }

    /// <summary>Whose runs were kept, as a caption says it: the seeds, or the first so many of them.</summary>
    public string RunSeeds =>
        Cells.Any(cell => cell.Seeds > cell.Runs.Count) ? $"the first {RunSampling.MostSeeds} seeds" : "the seeds";

    /// <summary>A file name without extension for a figure of this group: short if the campaign has only one.</summary>
    public string Stem(string figure)
    {
        // A campaign of one task, ε and L2 has the names it always had; a single curve needs none.
        if (Campaign.Grid.Curves == 1) return figure;
        var name = figure;
        if (Campaign.Tasks.Count > 1) name += "-" + FileName(Curve.Task.Title, $"task-{Curve.TaskIndex + 1}");
        if (Campaign.Architectures.Count > 1 || Campaign.Tasks.Count * Campaign.Epsilons.Count * Campaign.Momenta.Count == 1)
            name += "-" + FileName(Curve.Architecture.Name, $"architecture-{Campaign.Architectures.ToList().IndexOf(Curve.Architecture) + 1}");
        if (Campaign.L2.Count > 1) name += $"-l2-{Exact(Curve.L2)}";
        if (Campaign.Momenta.Count > 1) name += $"-momentum-{Exact(Curve.Momentum)}";
        if (Campaign.Epsilons.Count > 1) name += $"-epsilon-{Exact(Curve.Epsilon)}";
        return name;
    }

    // Titles come from users; two that look alike as file names get a number.
    private string FileName(string title, string number)
    {
        var name = Safe(title);
        var alike = Campaign.Tasks.Count(task => Safe(task.Title) == name) + Campaign.Architectures.Count(network => network.Name == name);
        return name.Length <= LongestName && alike <= 1 ? name : number;
    }

    private static string Safe(string title) => string.Join('-', string.Concat(
        title.Select(c => CampaignLimits.IsNameCharacter(c) ? c : '-')).Split('-', StringSplitOptions.RemoveEmptyEntries));

    // Without an exponent where that holds it all: two values must never have one name.
    private static string Exact(double value)
    {
        var text = value.ToString("0.################", CultureInfo.InvariantCulture);
        return double.Parse(text, CultureInfo.InvariantCulture).Equals(value)
            ? text
            : value.ToString("R", CultureInfo.InvariantCulture);
    }
}
