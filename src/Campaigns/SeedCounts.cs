using System.Collections;

namespace Chaos.Actors.Campaigns;

/// <summary>
/// How many seeds each cell of a grid has, where not all have the same number: always the first ones of the seed axis. Items are numbered
/// seed by seed, as in a product; of one seed, the cells with most seeds come first, so that what a seed has is a beginning of one list.
/// Memory is a few words a cell, whatever the number of items.
/// </summary>
public sealed class SeedCounts : IReadOnlyList<int>
{
    private readonly int[] _counts;
    private readonly int[] _cells; // those with most seeds first, equals as they come
    private readonly int[] _places; // [cell]: where it is among those
    private readonly List<(int Seed, int Cells, long Items)> _steps = []; // from this seed on so many cells have one; items before it

    /// <summary>The numbers of seeds, by cell; 0 for a cell without items.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One of them is negative.</exception>
    public SeedCounts(IEnumerable<int> counts)
    {
        _counts = [.. counts];
        if (_counts.Length > 0) ArgumentOutOfRangeException.ThrowIfNegative(_counts.Min(), nameof(counts));
        _cells = [.. Enumerable.Range(0, _counts.Length).OrderByDescending(cell => _counts[cell])];
        _places = new int[_counts.Length];
        for (var place = 0; place < _cells.Length; place++) _places[_cells[place]] = place;
        for (int seed = 0, cells = _counts.Length; ;)
        {
            while (cells > 0 && _counts[_cells[cells - 1]] <= seed) cells--;
            if (cells == 0) break;
            _steps.Add((seed, cells, Items));
            var next = _counts[_cells[cells - 1]];
            Items += (long)cells * (next - seed);
            seed = next;
        }
    }

    /// <summary>Items of all cells.</summary>
    public long Items { get; }

    /// <summary>Number of cells.</summary>
    public int Count => _counts.Length;

    /// <summary>The seeds of a cell.</summary>
    public int this[int cell] => _counts[cell];

    /// <summary>The cell and the seed's place of an item, 0 … items − 1.</summary>
    public (int Cell, int Seed) Locate(long item)
    {
        var step = Last(before => before.Items <= item);
        var (row, place) = Math.DivRem(item - step.Items, step.Cells);
        return (_cells[place], step.Seed + (int)row);
    }

    /// <summary>The item of a cell and one of its seeds.</summary>
    public long ItemAt(int cell, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(seed, _counts[cell]);
        var step = Last(before => before.Seed <= seed);
        return step.Items + (long)(seed - step.Seed) * step.Cells + _places[cell];
    }

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => _counts.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // The last step of which that holds: it holds of the first and, from some place on, of none.
    private (int Seed, int Cells, long Items) Last(Func<(int Seed, int Cells, long Items), bool> holds)
    {
        var (low, high) = (0, _steps.Count);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (holds(_steps[middle])) low = middle;
            else high = middle;
        }
        return _steps[low];
    }
}
