using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Analysis.Comparisons;

/// <summary>Items of the same content, which two campaigns must have computed to the same bits.</summary>
/// <param name="Shared">Items that both grids have.</param>
/// <param name="Identical">Finished in both, with one digest.</param>
/// <param name="Different">Finished in both under one numerics version, with two digests: the items as A and B number them.</param>
/// <param name="OtherNumerics">Finished in both, under two numerics versions.</param>
public sealed record ItemComparison(long Shared, long Identical, IReadOnlyList<(long A, long B)> Different, long OtherNumerics)
{
    /// <summary>Compares.</summary>
    public static ItemComparison Of(ComparedCampaign a, ComparedCampaign b)
    {
        var overlap = GridOverlap.Between(a.Campaign, a.Contents, b.Campaign, b.Contents);
        List<(long, long)> different = [];
        var (identical, otherNumerics) = (0L, 0L);
        foreach (var (item, mine) in a.Items.OrderBy(item => item.Key))
        {
            if (overlap.Map(item) is not { } place || !b.Items.TryGetValue(place, out var other)) continue;
            if (mine.NumericsVersion != other.NumericsVersion) otherNumerics++;
            else if (mine.Digest == other.Digest) identical++;
            else different.Add((item, place));
        }
        return new ItemComparison(overlap.SharedItems, identical, different, otherNumerics);
    }
}
