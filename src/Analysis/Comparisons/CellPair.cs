using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Verdicts;
using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Analysis.Comparisons;

/// <summary>The items of a cell of A beside those of the cell of B that it meets, seed by seed.</summary>
internal sealed class CellPair(ComparedCampaign a, ComparedCampaign b, CellSummary mine, CellSummary other)
{
    private readonly (long A, long B)[] _seeds =
    [
        .. from seed in Enumerable.Range(a.Campaign.FirstSeed, a.Campaign.Seeds)
           let place = seed - b.Campaign.FirstSeed
           where place >= 0 && place < b.Campaign.Seeds
           let pair = (A: a.Campaign.Grid.ItemAt(mine.Cell.Index, seed - a.Campaign.FirstSeed), B: b.Campaign.Grid.ItemAt(other.Cell.Index, place))
           where a.Items.ContainsKey(pair.A) && b.Items.ContainsKey(pair.B)
           select pair,
    ];

    private readonly Dictionary<int, ItemTransient> _transientsOfA = Transients(a, mine.Cell), _transientsOfB = Transients(b, other.Cell);

    /// <summary>Compares.</summary>
    /// <param name="thresholds">Those that both campaigns have.</param>
    public CellComparison Compare(IReadOnlyList<double> thresholds) => new(
        mine.Cell, other.Cell, PairedDifference.Of(mine.Lambda, other.Lambda, _seeds.Select(pair => b.Items[pair.B].Lambda - a.Items[pair.A].Lambda)),
        Chaotic(), [.. thresholds.Select(Time)]);

    private ChaosDifference Chaotic()
    {
        var (limitA, limitB) = (a.Campaign.Verdict.Amplification, b.Campaign.Verdict.Amplification);
        var pairs = Both((one, two) => one.Tells && two.Tells
            ? (A: one.Transient.Amplification >= limitA, B: two.Transient.Amplification >= limitB)
            : default).ToArray();
        return new ChaosDifference(
            Rate(a, _transientsOfA), Rate(b, _transientsOfB), pairs.Count(pair => pair.A && !pair.B), pairs.Count(pair => pair.B && !pair.A));
    }

    // In both never: nothing is known of the difference.
    private PairedDifference Time(double threshold)
    {
        var (atA, atB) = (Place(a, threshold), Place(b, threshold));
        return PairedDifference.Of(
            mine.TrainingTimes[atA].Median, other.TrainingTimes[atB].Median,
            Both((one, two) => (double)(two.TrainingTimes[atB] ?? double.PositiveInfinity) - (one.TrainingTimes[atA] ?? double.PositiveInfinity)));
    }

    private IEnumerable<T> Both<T>(Func<ItemTransient, ItemTransient, T> of) =>
        from seed in _transientsOfA.Keys.Order()
        where _transientsOfB.ContainsKey(seed)
        select of(_transientsOfA[seed], _transientsOfB[seed]);

    private static Dictionary<int, ItemTransient> Transients(ComparedCampaign campaign, Cell cell) =>
        campaign.Judged[(cell.Curve.Number, cell.LearningRate)].ToDictionary(item => item.Seed, item => item.Transient);

    private static Proportion Rate(ComparedCampaign campaign, Dictionary<int, ItemTransient> transients)
    {
        ItemTransient[] telling = [.. transients.Values.Where(item => item.Tells)];
        return new Proportion(telling.Count(item => item.Transient.Amplification >= campaign.Campaign.Verdict.Amplification), telling.Length);
    }

    private static int Place(ComparedCampaign campaign, double threshold) => campaign.Campaign.Thresholds.ToList().IndexOf(threshold);
}
