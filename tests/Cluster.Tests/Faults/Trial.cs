using System.Text.Json;
using Chaos.Actors.Cluster.Tests.Nodes;

namespace Chaos.Actors.Cluster.Tests.Faults;

/// <summary>
/// A campaign whose cluster is disturbed, and what must hold in spite of it: every item is there once, with the digest that a
/// process which nothing disturbs computes, and whatever was stored before a fault is there still.
/// </summary>
internal sealed class Trial
{
    /// <summary>How many items the campaign has; each takes about half a second.</summary>
    public const int Items = Rates * Seeds;

    private const string Campaign = "iris";
    private const int Rates = 4, Seeds = 10, Epochs = 10_000;

    // All trials have the same campaign.
    private static SortedDictionary<long, string>? undisturbed;

    private readonly Playground _cluster;
    private readonly ITestOutputHelper _output;
    private readonly Dictionary<string, int> _faults = [];
    private readonly Dictionary<long, string> _stored = [];

    public Trial(Playground cluster, ITestOutputHelper output)
    {
        (_cluster, _output) = (cluster, output);
        // Who is gone is noticed sooner than by default, so that the tests take minutes.
        cluster.Environment["Chaos__Cluster__HeartbeatPause"] = "2s";
        cluster.Environment["Chaos__Cluster__OrphanedAfter"] = "4s";
    }

    /// <summary>Items that are stored.</summary>
    public int Stored => _cluster.Digests(Campaign).Count;

    /// <summary>The node that computed each stored item.</summary>
    public Dictionary<long, string> Nodes => _cluster.Tables.Nodes(Campaign);

    /// <summary>Begins the campaign.</summary>
    public Task SubmitAsync() => _cluster.AskAsync("submit", Write());

    /// <summary>Waits for further results: what the cluster does after a fault, or what it is about to lose.</summary>
    public async Task ProgressAsync(int more = 3) =>
        await _cluster.StoredAsync(Campaign, Math.Min(Items, Math.Max(Stored, _stored.Count) + more));

    /// <summary>Tells what is about to be done to the cluster, in mid-campaign.</summary>
    public void Fault(string what)
    {
        _faults[what] = _faults.GetValueOrDefault(what) + 1;
        foreach (var (item, digest) in _cluster.Digests(Campaign)) _stored[item] = digest;
        Assert.True(_stored.Count < Items, $"the campaign was over before this: {what}");
    }

    /// <summary>Pauses a trainer (SIGSTOP) while it computes an item; returns the item.</summary>
    public async Task<long> PauseInMidItemAsync(Node trainer)
    {
        long? item = null;
        await Eventually.Async(
            async () =>
            {
                await trainer.PauseAsync();
                item = Running(trainer);
                if (item is null) trainer.Signal("CONT");
                return item is not null;
            },
            $"{trainer.Name} computes", _cluster.Explain);
        return item!.Value;
    }

    /// <summary>SIGKILL of a trainer while it computes an item; returns the item.</summary>
    public async Task<long> KillInMidItemAsync(Node trainer)
    {
        var item = await PauseInMidItemAsync(trainer);
        Fault("SIGKILL of a trainer in mid-item");
        await trainer.KillAsync();
        return item;
    }

    /// <summary>Which of these coordinators is active, as soon as one is.</summary>
    public async Task<int> ActiveAsync(Node[] coordinators)
    {
        var active = -1;
        await Eventually.Async(
            async () =>
            {
                for (var number = 0; number < coordinators.Length && active < 0; number++)
                {
                    if (await coordinators[number].MetricAsync("chaos_actors_coordinator_active") == 1) active = number;
                }
                return active >= 0;
            },
            "a coordinator is active", _cluster.Explain);
        return active;
    }

    /// <summary>Waits for the campaign to end as if nothing had happened, and says what it went through.</summary>
    public async Task SurviveAsync()
    {
        await EndAsync();
        var status = await _cluster.FinishedAsync(Campaign);

        var digests = _cluster.Digests(Campaign);
        Assert.Equal(await UndisturbedAsync(), digests);
        Assert.All(_stored, item => Assert.Equal(item.Value, digests[item.Key]));
        Assert.Equal((Items, Items, 0, 0), (Number("items"), Number("done"), Number("failed"), Number("inFlight")));
        var cells = status.GetProperty("cells").EnumerateArray().Select(cell => cell.GetProperty("done").GetInt32());
        Assert.Equal(Enumerable.Repeat(Seeds, Rates), cells);
        var faults = _faults.Select(fault => fault.Value == 1 ? fault.Key : $"{fault.Value} × {fault.Key}");
        _output.WriteLine($"Survived {_faults.Values.Sum()} fault{(_faults.Values.Sum() == 1 ? "" : "s")}: {string.Join(", ", faults)}");

        int Number(string field) => status.GetProperty(field).GetInt32();
    }

    // By the tables, for a status may be refused until a coordinator has found back to its database.
    private Task EndAsync() => Eventually.Async(
        () => Stored == Items && _cluster.Tables.Completions(Campaign) == Items,
        $"table and journal have {Items} items, each once", _cluster.Explain, progress: () => Stored);

    // The marks of this very process, open as long as it lives, and not those that an earlier one has left.
    private static long? Running(Node trainer) => Directory.GetFiles($"/proc/{trainer.ProcessId}/fd")
        .Select(file => new FileInfo(file).LinkTarget)
        .Where(target => target is not null && target.EndsWith(".running", StringComparison.Ordinal))
        .Select(target => File.ReadLines(target!).FirstOrDefault(""))
        .Where(mark => mark.Length > 0)
        .Select(mark => (long?)JsonDocument.Parse(mark).RootElement.GetProperty("Item").GetInt64())
        .FirstOrDefault();

    private string Write() => _cluster.WriteIris(Campaign, Seeds, Epochs);

    private async Task<SortedDictionary<long, string>> UndisturbedAsync() =>
        undisturbed ??= await _cluster.UndisturbedAsync(Write(), Campaign);
}
