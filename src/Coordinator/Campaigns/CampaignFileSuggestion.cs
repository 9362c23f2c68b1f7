namespace Chaos.Actors.Coordinator.Campaigns;

/// <summary>"Did you mean": the known word nearest to a misspelt one.</summary>
internal static class CampaignFileSuggestion
{
    /// <summary>The nearest word within a third of the word's length in edits, or null.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        if (word.Length > 40) return null;
        var best = known
            .Select(candidate => (candidate, Edits: Edits(word.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .MinBy(pair => pair.Edits);
        return best.candidate is not null && best.Edits <= Math.Max(1, best.candidate.Length / 3) ? best.candidate : null;
    }

    /// <summary>", did you mean 'x'?" or, when nothing is near, the list of what is known.</summary>
    public static string For(string word, IReadOnlyCollection<string> known) =>
        Nearest(word, known) is { } nearest
            ? $"did you mean '{nearest}'?"
            : "expected " + (known.Count == 1 ? "" : "one of ") + string.Join(", ", known);

    // Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).
    private static int Edits(string a, string b)
    {
        var edits = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    edits[i, j] = i + j;
                    continue;
                }
                var same = a[i - 1] == b[j - 1];
                edits[i, j] = Math.Min(
                    edits[i - 1, j - 1] + (same ? 0 : 1), Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
            }
        }
        return edits[a.Length, b.Length];
    }
}
