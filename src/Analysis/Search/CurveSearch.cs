namespace Chaos.Actors.Analysis.Search;

/// <summary>What a search does next with one curve.</summary>
/// <param name="Wanted">Items: the first so many seeds of an η. None: nothing more.</param>
/// <param name="Found">What is known, as a phrase.</param>
/// <param name="Sentences">What is to be said if nothing more is wanted, or may be.</param>
public sealed record CurveSearch(IReadOnlyList<(double Eta, int Seeds)> Wanted, string Found, string Sentences)
{
    // An interval shrinks with the square root of the seeds, or not at all where it is the grid's: looks are skipped with care.
    private const int MostSkipped = 2;

    /// <summary>Decides it: a function of what the items say alone.</summary>
    public static CurveSearch Of(CurveState curve)
    {
        var (onset, fastest) = (OnsetTarget.Of(curve), FastestTarget.Of(curve));
        SearchTarget[] targets = [onset, fastest];
        var search = new CurveSearch([], $"{onset.Found}, {fastest.Found}", string.Join(' ', targets.Select(target => target.Sentence).Where(sentence => sentence.Length > 0)));
        if (targets.SelectMany(target => target.Missing).Distinct().Order().ToArray() is { Length: > 0 } missing)
            return search with { Wanted = [.. missing.Select(eta => (eta, curve.Seeds))] };
        if (onset.IsOver && fastest.IsOver) return search;
        if (curve.Seeds >= curve.Campaign.Seeds) return search with { Sentences = $"{search.Sentences} All {Numbers.Count(curve.Campaign.Seeds, "seed")} are spent." };
        var next = NextLook(curve, targets.Where(target => !target.IsOver).Max(target => target.Excess));
        // Both get them: a seed says where it is fastest, or chaotic, only if it has the η where others are.
        var active = targets.SelectMany(target => target.Active).Append(curve.Search.FlowRate).Distinct().Order();
        return search with { Wanted = [.. active.Select(eta => (eta, next))] };
    }

    private static int NextLook(CurveState curve, double excess)
    {
        int[] ahead = [.. SeedSchedule.Looks(curve.Campaign.Seeds).Where(seeds => seeds > curve.Seeds)];
        var needed = double.IsFinite(excess) ? curve.Seeds * excess * excess : curve.Seeds;
        var enough = Array.FindIndex(ahead, seeds => seeds >= needed);
        return ahead[Math.Clamp(enough < 0 ? MostSkipped : enough, 0, Math.Min(MostSkipped, ahead.Length - 1))];
    }
}
