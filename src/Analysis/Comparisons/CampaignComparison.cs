using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Verdicts;
using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Analysis.Comparisons;

/// <summary>
/// Two campaigns side by side. Cells meet where their places on all axes are the same; an axis on which both have a single value is no
/// axis of either, so that a campaign with momentum, say, is compared with the one without.
/// </summary>
/// <param name="Curves">Curves that both have.</param>
/// <param name="Cells">Cells of theirs that both have.</param>
/// <param name="Thresholds">Thresholds that both have.</param>
/// <param name="OnlyA">Cells that only A has.</param>
/// <param name="OnlyB">Cells that only B has.</param>
/// <param name="ShareInitialStates">Whether a seed is the same w(0) in both, so that differences are paired by it.</param>
/// <param name="Items">Items of the same content.</param>
public sealed record CampaignComparison(
    IReadOnlyList<CurveComparison> Curves, IReadOnlyList<CellComparison> Cells, IReadOnlyList<double> Thresholds, int OnlyA, int OnlyB,
    bool ShareInitialStates, ItemComparison Items)
{
    /// <summary>Compares.</summary>
    public static CampaignComparison Of(ComparedCampaign a, ComparedCampaign b)
    {
        var (gridA, gridB) = (a.Campaign.Grid, b.Campaign.Grid);
        var curves =
            (from k in Enumerable.Range(0, gridA.Curves)
             from l in Enumerable.Range(0, gridB.Curves)
             let pair = (A: gridA.Curve(k), B: gridB.Curve(l))
             where Meet(a, b, pair.A, pair.B)
             select pair).ToArray();
        double[] thresholds = [.. a.Campaign.Thresholds.Intersect(b.Campaign.Thresholds)];
        var (cellsOfA, cellsOfB) = (a.Analysis.Cells.ToDictionary(cell => cell.Cell.Index), b.Analysis.Cells.ToDictionary(cell => cell.Cell.Index));
        List<CellComparison> cells = [];
        foreach (var (curveA, curveB) in curves)
        {
            var others = gridB.CellsOf(curveB).Where(cellsOfB.ContainsKey).ToDictionary(index => gridB.Cell(index).LearningRate, index => cellsOfB[index]);
            foreach (var mine in gridA.CellsOf(curveA).Where(cellsOfA.ContainsKey).Select(index => cellsOfA[index]))
                if (others.TryGetValue(mine.Cell.LearningRate, out var other)) cells.Add(new CellPair(a, b, mine, other).Compare(thresholds));
        }
        return new CampaignComparison(
            Adjusted([.. curves.Select(pair => Compare(a.Analysis.Verdicts[pair.A.Number], b.Analysis.Verdicts[pair.B.Number]))]),
            Adjusted(cells), thresholds, cellsOfA.Count - cells.Count, cellsOfB.Count - cells.Count,
            curves.All(pair => pair.A.Architecture.Equals(pair.B.Architecture)), ItemComparison.Of(a, b));
    }

    private static bool Meet(ComparedCampaign a, ComparedCampaign b, Curve mine, Curve other)
    {
        var (one, two) = (a.Campaign, b.Campaign);
        return Same(one.Tasks.Count, two.Tasks.Count, a.Contents.Hashes[mine.TaskIndex] == b.Contents.Hashes[other.TaskIndex])
            && Same(one.Architectures.Count, two.Architectures.Count, mine.Architecture.Equals(other.Architecture))
            && Same(one.L2.Count, two.L2.Count, mine.L2.Equals(other.L2))
            && Same(one.Momenta.Count, two.Momenta.Count, mine.Momentum.Equals(other.Momentum))
            && Same(one.Epsilons.Count, two.Epsilons.Count, mine.Epsilon.Equals(other.Epsilon));

        static bool Same(int valuesOfA, int valuesOfB, bool equal) => (valuesOfA == 1 && valuesOfB == 1) || equal;
    }

    private static CurveComparison Compare(CurveVerdict a, CurveVerdict b)
    {
        var others = b.Seeds.Where(seed => seed.Onset.IsBracketed).ToDictionary(seed => seed.Seed, seed => seed.Onset.Eta);
        var ratios =
            from seed in a.Seeds
            where seed.Onset.IsBracketed && others.ContainsKey(seed.Seed)
            select Math.Log(others[seed.Seed] / seed.Onset.Eta);
        return new CurveComparison(a, b, PairedDifference.Of(Math.Log(a.Onset.Eta), Math.Log(b.Onset.Eta), ratios));
    }

    private static CurveComparison[] Adjusted(CurveComparison[] curves)
    {
        var p = Statistics.Holm([.. curves.Select(curve => curve.LogOnset.P)]);
        return [.. curves.Select((curve, k) => curve with { LogOnset = curve.LogOnset with { AdjustedP = p[k] } })];
    }

    private static CellComparison[] Adjusted(List<CellComparison> cells)
    {
        var lambda = Statistics.Holm([.. cells.Select(cell => cell.Lambda.P)]);
        var chaotic = Statistics.Holm([.. cells.Select(cell => cell.Chaotic.P)]);
        var times = Statistics.Holm([.. cells.SelectMany(cell => cell.Times).Select(time => time.P)]);
        return
        [
            .. cells.Select((cell, k) => cell with
            {
                Lambda = cell.Lambda with { AdjustedP = lambda[k] },
                Chaotic = cell.Chaotic with { AdjustedP = chaotic[k] },
                Times = [.. cell.Times.Select((time, a) => time with { AdjustedP = times[k * cell.Times.Count + a] })],
            }),
        ];
    }
}
