using System.Globalization;

namespace Chaos.Actors.Campaigns;

/// <summary>
/// Which items of one campaign are items of another, by their content: wherever they lie on the axes, whatever the index. Found axis by
/// axis, so that it costs nothing an item.
/// </summary>
public sealed class GridOverlap
{
    private readonly Grid _from;
    private readonly Grid _to;
    private readonly int[] _cells; // [cell of from] = cell of to, or −1
    private readonly int _seedShift;

    private GridOverlap(Grid from, Grid to, int[] cells, int seedShift)
    {
        (_from, _to, _cells, _seedShift) = (from, to, cells, seedShift);
        SharedItems = Enumerable.Range(0, cells.Length).Sum(SharedSeeds);
    }

    /// <summary>How many items both have.</summary>
    public long SharedItems { get; }

    /// <summary>What two campaigns have in common.</summary>
    /// <param name="from">The one.</param>
    /// <param name="fromContents">The data of its tasks.</param>
    /// <param name="to">The other.</param>
    /// <param name="toContents">The data of its tasks.</param>
    public static GridOverlap Between(CampaignSpec from, TaskContents fromContents, CampaignSpec to, TaskContents toContents)
    {
        var (source, target) = (from.Grid, to.Grid);
        // Most campaigns of a database are on other data, and that is seen at once.
        if (!fromContents.Hashes.Intersect(toContents.Hashes).Any())
            return new GridOverlap(source, target, [.. Enumerable.Repeat(-1, source.Cells)], 0);
        var curves = Enumerable.Range(0, target.Curves).ToDictionary(number => Place(target.Curve(number), toContents));
        var rates = to.LearningRates.Select((rate, place) => (rate, place)).ToDictionary(axis => axis.rate, axis => axis.place);
        var cells = new int[source.Cells];
        Array.Fill(cells, -1);
        foreach (var curve in Enumerable.Range(0, source.Curves).Select(source.Curve))
        {
            if (!curves.TryGetValue(Place(curve, fromContents), out var same)) continue;
            int[] there = [.. target.CellsOf(target.Curve(same))];
            foreach (var (cell, rate) in source.CellsOf(curve).Zip(from.LearningRates))
                if (rates.TryGetValue(rate, out var place)) cells[cell] = there[place];
        }
        var overlap = new GridOverlap(source, target, cells, from.FirstSeed - to.FirstSeed);
        if (overlap.SharedItems == 0) return overlap;

        // What is no axis is the same at every point: one tells whether it is the same in both.
        var (item, its) = overlap.First();
        return ItemKey.Of(from, fromContents, 0, item) == ItemKey.Of(to, toContents, 0, its)
            ? overlap
            : new GridOverlap(source, target, [.. cells.Select(_ => -1)], 0);
    }

    /// <summary>Where an item of the first is in the second, or null.</summary>
    public long? Map(long item)
    {
        var (cell, seed) = _from.Locate(item);
        seed += _seedShift;
        return _cells[cell] < 0 || seed < 0 || seed >= _to.SeedsOf(_cells[cell]) ? null : _to.ItemAt(_cells[cell], seed);
    }

    private long SharedSeeds(int cell) => _cells[cell] < 0 ? 0
        : Math.Max(0, Math.Min(_from.SeedsOf(cell) + _seedShift, _to.SeedsOf(_cells[cell])) - Math.Max(0, _seedShift));

    private (long From, long To) First()
    {
        var item = _from.ItemAt(Enumerable.Range(0, _cells.Length).First(cell => SharedSeeds(cell) > 0), Math.Max(0, -_seedShift));
        return (item, Map(item)!.Value);
    }

    // The axes of a curve as one text; a task is its content.
    private static string Place(Curve curve, TaskContents contents) => string.Create(
        CultureInfo.InvariantCulture,
        $"{contents.Hashes[curve.TaskIndex]} {curve.Architecture.Name} {curve.L2:R} {curve.Momentum:R} {curve.Epsilon:R}");
}
