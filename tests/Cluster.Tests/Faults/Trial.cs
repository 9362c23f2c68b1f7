using System.Collections.Concurrent;
using System.Text.Json;
using Chaos.Actors.Cluster.Tests.Nodes;
using Xunit.Abstractions;

namespace Chaos.Actors.Cluster.Tests.Faults;

/// <summary>
/// A campaign whose cluster is disturbed, and what must hold in spite of it: every item is there once, with the digest that a
/// process which nothing disturbs computes, and whatever was stored before a fault is there still.
/// </summary>
internal sealed class Trial(Playground cluster, ITestOutputHelper output, int seeds = Trial.Short)
{
    /// <summary>Seeds of a campaign that takes a few seconds.</summary>
    public const int Short = 8;

    /// <summary>Seeds of a campaign that outlasts a failover.</summary>
    public const int Long = 20;

    private const string Campaign = "iris";
    private const int Rates = 4, Epochs = 10_000;

    // By the number of seeds: all trials of a length have the same campaign.
    private static readonly ConcurrentDictionary<int, SortedDictionary<long, string>> Undisturbed = [];

    private readonly Dictionary<string, int> _faults = [];
    private readonly Dictionary<long, string> _stored = [];

    public int Items { get; } = Rates * seeds;

    /// <summary>Items that are stored.</summary>
    public int Stored => cluster.Digests(Campaign).Count;

    /// <summary>The node that computed each stored item.</summary>
    public Dictionary<long, string> Nodes => cluster.Tables.Nodes(Campaign);

    /// <summary>Begins the campaign.</summary>
    public Task SubmitAsync() => cluster.AskAsync("submit", Write());

    /// <summary>Waits for further results: what the cluster does after a fault, or what it is about to lose.</summary>
    public async Task ProgressAsync(int more = 3) =>
        await cluster.StoredAsync(Campaign, Math.Min(Items, Math.Max(Stored, _stored.Count) + more));

    /// <summary>Tells what is about to be done to the cluster, in mid-campaign.</summary>
    public void Fault(string what)
    {
        _faults[what] = _faults.GetValueOrDefault(what) + 1;
        foreach (var (item, digest) in cluster.Digests(Campaign)) _stored[item] = digest;
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
            $"{trainer.Name} computes", cluster.Explain);
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

    /// <summary>Waits for the campaign to end as if nothing had happened, and says what it went through.</summary>
    public async Task SurviveAsync()
    {
        await EndAsync();
        await cluster.FinishedAsync(Campaign);

        var digests = cluster.Digests(Campaign);
        Assert.Equal(await UndisturbedAsync(), digests);
        Assert.All(_stored, item => Assert.Equal(item.Value, digests[item.Key]));
        var status = await cluster.StatusAsync(Campaign);
        Assert.Equal((Items, Items, 0, 0), (Number("items"), Number("done"), Number("failed"), Number("inFlight")));
        var cells = status.GetProperty("cells").EnumerateArray().Select(cell => cell.GetProperty("done").GetInt32());
        Assert.Equal(Enumerable.Repeat(seeds, Rates), cells);
        var faults = _faults.Select(fault => fault.Value == 1 ? fault.Key : $"{fault.Value} × {fault.Key}");
        output.WriteLine($"Survived {_faults.Values.Sum()} fault{(_faults.Values.Sum() == 1 ? "" : "s")}: {string.Join(", ", faults)}");

        int Number(string field) => status.GetProperty(field).GetInt32();
    }

    // By the tables, for a status may be refused until a coordinator has found back to its database.
    private Task EndAsync() => Eventually.Async(
        () => Stored == Items && cluster.Tables.Completions(Campaign) == Items,
        $"the journal has {Items} items, each once; it has {cluster.Tables.Completions(Campaign)}", cluster.Explain);

    // The marks of this very process, open as long as it lives, and not those that an earlier one has left.
    private static long? Running(Node trainer) => Directory.GetFiles($"/proc/{trainer.ProcessId}/fd")
        .Select(file => new FileInfo(file).LinkTarget)
        .Where(target => target is not null && target.EndsWith(".running", StringComparison.Ordinal))
        .Select(target => File.ReadLines(target!).First())
        .Where(mark => mark.Length > 0)
        .Select(mark => (long?)JsonDocument.Parse(mark).RootElement.GetProperty("Item").GetInt64())
        .FirstOrDefault();

    private string Write() => cluster.WriteIris(Campaign, seeds, Epochs);

    private async Task<SortedDictionary<long, string>> UndisturbedAsync() => Undisturbed.TryGetValue(seeds, out var known)
        ? known
        : Undisturbed[seeds] = await cluster.UndisturbedAsync(Write(), Campaign);
}
