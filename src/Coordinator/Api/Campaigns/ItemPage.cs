using Chaos.Actors.Api;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Coordinator.Api.Campaigns;

/// <summary>Pages of a campaign's items, put together of what is stored and of what the coordinator said a moment ago.</summary>
internal sealed class ItemPage(ResultsStore store, CampaignLook look)
{
    private readonly Dictionary<long, QuarantinedItem> _failed = store.Quarantined(look.Status.Campaign).ToDictionary(item => item.Item.Value);
    private readonly Dictionary<long, RunningItem> _running = look.Status.Running.DistinctBy(item => item.Item).ToDictionary(item => item.Item.Value);

    /// <summary>The items from one on.</summary>
    /// <param name="state">Of one state; null for all.</param>
    /// <param name="first">The first that may be among them.</param>
    /// <param name="limit">The most items.</param>
    public ItemsDocument Read(string? state, long first, int limit)
    {
        // One more than asked for tells whether there is another page.
        var indices = Indices(state, first).Take(limit + 1).ToList();
        var more = indices.Count > limit;
        if (more) indices.RemoveAt(limit);
        var rows = indices.Count == 0 ? [] : Rows(indices);
        return new ItemsDocument(
            look.Spec.Name, [.. indices.Select(item => Of(item, rows.GetValueOrDefault(item)))], more ? indices[^1] : null);
    }

    /// <summary>The items from one on, in short.</summary>
    public PointsDocument Points(long first, int limit)
    {
        var (grid, end) = (look.Spec.Grid, Math.Min(look.Spec.Grid.Items, first + limit));
        var count = (int)Math.Max(0, end - first);
        var rows = count == 0 ? [] : Between(first, end - 1);
        var (states, cells, seeds, lambdas) = (new char[count], new int[count], new int[count], new double[count]);
        int?[][] times = [.. look.Spec.Thresholds.Select(_ => new int?[count])];
        List<long> divergent = [];
        for (var k = 0; k < count; k++)
        {
            var item = first + k;
            (cells[k], var seed) = grid.Locate(item);
            (seeds[k], lambdas[k]) = (grid.SeedAt(seed), double.NaN);
            states[k] = rows.ContainsKey(item) ? 'd' : _failed.ContainsKey(item) ? 'f' : _running.ContainsKey(item) ? 'r' : 'w';
            if (!rows.TryGetValue(item, out var row)) continue;
            lambdas[k] = row.Summary.Lambda;
            for (var a = 0; a < times.Length; a++) times[a][k] = row.Summary.TrainingTimes[a];
            if (row.Summary.DivergedAt is not null) divergent.Add(item);
        }
        return new PointsDocument(
            look.Spec.Name, first, new string(states), cells, seeds, lambdas, times, divergent, end < grid.Items ? end - 1 : null);
    }

    /// <summary>One item.</summary>
    public ItemDocument Of(long item) => Of(item, Rows([item]).GetValueOrDefault(item));

    private IEnumerable<long> Indices(string? state, long first) => state switch
    {
        "done" => store.ItemsFrom(look.Status.Campaign, first).TakeWhile(item => item < look.Spec.Grid.Items),
        "failed" => _failed.Keys.Where(item => item >= first).Order(),
        "running" => _running.Keys.Where(item => item >= first).Order(),
        "waiting" => Missing(first).Where(item => !_failed.ContainsKey(item) && !_running.ContainsKey(item)),
        _ => From(first),
    };

    private IEnumerable<long> From(long first)
    {
        for (var item = first; item < look.Spec.Grid.Items; item++) yield return item;
    }

    // Those of which nothing is stored.
    private IEnumerable<long> Missing(long first)
    {
        var next = first;
        foreach (var done in store.ItemsFrom(look.Status.Campaign, first))
        {
            for (; next < done; next++) yield return next;
            next = done + 1;
        }
        foreach (var item in From(next)) yield return item;
    }

    // A page lies close together, but for items of a rare state.
    private Dictionary<long, StoredSummary> Rows(IReadOnlyList<long> items) => items[^1] - items[0] < 4L * items.Count
        ? Between(items[0], items[^1])
        : store.Summaries(look.Status.Campaign, items).ToDictionary(row => row.Item.Value);

    private Dictionary<long, StoredSummary> Between(long first, long last) =>
        store.Summaries(look.Status.Campaign, first, last).ToDictionary(row => row.Item.Value);

    private ItemDocument Of(long item, StoredSummary? row)
    {
        var (index, seed) = look.Spec.Grid.Locate(item);
        var cell = look.Spec.Grid.Cell(index);
        var (failed, running) = (_failed.GetValueOrDefault(item), _running.GetValueOrDefault(item));
        return new ItemDocument
        {
            Item = item,
            State = row is not null ? "done" : failed is not null ? "failed" : running is not null ? "running" : "waiting",
            Cell = index,
            Seed = look.Spec.Grid.SeedAt(seed),
            Task = cell.Task.Title,
            Architecture = cell.Architecture.Name,
            L2 = cell.L2,
            Momentum = cell.Momentum,
            Epsilon = cell.Epsilon,
            LearningRate = cell.LearningRate,
            Node = (row?.Node ?? failed?.Node ?? running?.Node)?.Value,
            Result = row is null ? null : ItemResult.Of(row.Summary, row.Digest, row.NumericsVersion, row.Seconds, row.Finished),
            Epochs = row is null && failed is null ? running?.Epochs : null,
            Failures = row is null ? failed?.Failures : null,
            Error = row is null ? failed?.Error : null,
        };
    }
}
