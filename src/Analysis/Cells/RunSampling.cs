using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Analysis.Cells;

/// <summary>
/// Which runs are kept along their epochs, for figures: a fixed number however large the campaign, so that its memory grows with cells and
/// not with items. The choice rests on the grid alone, never on the order in which items arrive.
/// </summary>
/// <param name="campaign">The campaign.</param>
public sealed class RunSampling(CampaignSpec campaign)
{
    /// <summary>Beyond so many curves no run is kept: nobody reads a dozen figures of each.</summary>
    public const int MostCurves = 6;

    /// <summary>η of a curve whose runs are kept, evenly spread.</summary>
    public const int MostRates = 64;

    /// <summary>Seeds of a cell whose runs are kept: the first ones.</summary>
    public const int MostSeeds = 16;

    /// <summary>Epochs of a run that are kept.</summary>
    public const int MostEpochs = 401;

    private readonly bool _keepsAny = campaign.Grid.Curves <= MostCurves;

    /// <summary>Every so many epochs one is kept; odd, so that a loss of period two is seen in both its phases.</summary>
    public int Stride { get; } = StrideOf(campaign.Epochs);

    /// <summary>Whether the run of a seed at a place on the axis of η is kept.</summary>
    public bool Keeps(int rate, int seed) =>
        _keepsAny && seed < MostSeeds && IsChosen(rate, campaign.LearningRates.Count, MostRates);

    /// <summary>Whether the i-th of <paramref name="count"/> is among about <paramref name="most"/> that are evenly spread, both ends among them.</summary>
    public static bool IsChosen(int i, int count, int most) =>
        count <= most || i == 0 || (long)i * (most - 1) / (count - 1) != (long)(i - 1) * (most - 1) / (count - 1);

    private static int StrideOf(int epochs)
    {
        var stride = epochs / MostEpochs + 1;
        return stride % 2 == 0 ? stride + 1 : stride;
    }
}
