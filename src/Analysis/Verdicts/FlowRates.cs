using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Analysis.Verdicts;

/// <summary>
/// p, the growth per unit of η·t that gradient flow itself has, of every seed along every curve: the median of Λ/η over the smallest third of
/// the η axis (one η at least), where λ/η is a plateau. Negative ones count as 0†: what grows there is not flow. It is known before any
/// series is read, from the Λ that is stored beside them. A campaign that searches has an η of its own for it, the same in every round and
/// for every seed, wherever the others come to lie (<see cref="SearchSpec.FlowRate"/>).
/// </summary>
/// <param name="campaign">The campaign.</param>
public sealed class FlowRates(CampaignSpec campaign)
{
    private readonly Dictionary<int, Dictionary<int, List<double>>> _ratios = []; // [curve][seed]
    private readonly Dictionary<(int Curve, int Seed), double> _flows = []; // asked for before, one question an item

    private readonly HashSet<double> _rates = [.. RatesOf(campaign)];

    /// <summary>The η that count as the regime of gradient flow.</summary>
    public static IReadOnlyList<double> RatesOf(CampaignSpec campaign) => campaign.Search is { } search
        ? [search.FlowRate]
        : [.. campaign.LearningRates.Take(Math.Max(1, campaign.LearningRates.Count / 3))];

    /// <summary>Which these are, as a phrase: <c>the 3 smallest η</c>.</summary>
    public static string Text(CampaignSpec campaign) => campaign.Search is { } search
        ? $"η = {Numbers.Rate(search.FlowRate)}, which every seed has"
        : $"the {Numbers.Count(RatesOf(campaign).Count)} smallest η";

    /// <summary>Takes in the exponent of one item; those that do not count are passed over.</summary>
    /// <param name="item">The item's index in the grid.</param>
    /// <param name="lambda">Its Λ by the usual estimator, per epoch; NaN where it has none.</param>
    public void Add(long item, double lambda)
    {
        var (cell, seed) = campaign.Grid.Locate(item);
        var (curve, rate) = campaign.Grid.PlaceOf(cell);
        if (!_rates.Contains(campaign.LearningRates[rate]) || !double.IsFinite(lambda)) return;
        if (!_ratios.TryGetValue(curve, out var seeds)) _ratios[curve] = seeds = [];
        if (!seeds.TryGetValue(seed, out var ratios)) seeds[seed] = ratios = [];
        _flows.Clear();
        ratios.Add(lambda / campaign.LearningRates[rate]);
    }

    /// <summary>
    /// p of one seed, per unit of η·t; where none of its items with a small η has finished, the median over the seeds that have one†, and 0
    /// where nobody has.
    /// </summary>
    public double Of(int curve, int seed)
    {
        if (_flows.TryGetValue((curve, seed), out var flow)) return flow;
        if (!_ratios.TryGetValue(curve, out var seeds)) return 0;
        return _flows[(curve, seed)] = seeds.TryGetValue(seed, out var own) ? Flow(own) : Flow([.. seeds.Values.Select(Flow)]);
    }

    private static double Flow(IReadOnlyCollection<double> ratios) => ratios.Count == 0 ? 0 : Math.Max(0, Median.Of(ratios));
}
