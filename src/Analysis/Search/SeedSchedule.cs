namespace Chaos.Actors.Analysis.Search;

/// <summary>
/// The numbers of seeds at which a search looks whether its intervals are narrow enough to stop. To stop when an interval is narrow, whatever
/// it holds, costs its coverage nothing in the limit (Chow and Robbins, Ann. Math. Statist. 36, 457 (1965)), and little if the first
/// look is late enough for the scatter not to seem small by chance; tests/Analysis.Tests/Search holds how little.
/// </summary>
public static class SeedSchedule
{
    private const int FirstLook = 8;

    /// <summary>The numbers of seeds, ascending, half as many more at each; the last is all there are.</summary>
    public static IReadOnlyList<int> Looks(int most)
    {
        if (most <= FirstLook) return [most];
        List<int> looks = [FirstLook];
        while (looks[^1] * 3 / 2 is var next && next < most) looks.Add(next);
        return [.. looks, most];
    }
}
