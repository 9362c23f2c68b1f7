namespace Chaos.Actors.Analysis.Figures;

/// <summary>Moves labels apart so that none covers another.</summary>
internal static class LabelSpread
{
    /// <summary>
    /// The places at least <paramref name="gap"/> apart, within [low, high], that are nearest to the wanted ones in
    /// the least-squares sense: isotonic regression of wanted[i] − i·gap by pooling adjacent violators.
    /// </summary>
    /// <param name="wanted">Ascending.</param>
    public static float[] Apart(IReadOnlyList<float> wanted, float gap, float low, float high)
    {
        var pools = new List<(double Sum, int Count)>();
        for (var i = 0; i < wanted.Count; i++)
        {
            pools.Add((wanted[i] - (double)i * gap, 1));
            while (pools.Count > 1 && Mean(pools[^2]) > Mean(pools[^1]))
            {
                pools[^2] = (pools[^2].Sum + pools[^1].Sum, pools[^2].Count + pools[^1].Count);
                pools.RemoveAt(pools.Count - 1);
            }
        }

        var top = Math.Max(low, high - (wanted.Count - 1) * gap);
        return [.. pools.SelectMany(pool => Enumerable.Repeat((float)Math.Clamp(Mean(pool), low, top), pool.Count))
            .Select((place, i) => place + i * gap)];

        static double Mean((double Sum, int Count) pool) => pool.Sum / pool.Count;
    }
}
