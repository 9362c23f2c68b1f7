namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>Finds the known name that a mistyped one was probably meant to be.</summary>
public static class NearestName
{
    /// <summary>
    /// The known name with the fewest edits (case ignored) between it and <paramref name="name"/>, or null when that takes
    /// more than one edit and more than a third of its letters.
    /// </summary>
    public static string? Find(string name, IEnumerable<string> known)
    {
        if (name.Length > 40) return null;
        var best = known
            .Select(candidate => (candidate, Edits: Edits(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .MinBy(pair => pair.Edits);
        return best.candidate is not null && best.Edits <= Math.Max(1, best.candidate.Length / 3) ? best.candidate : null;
    }

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
