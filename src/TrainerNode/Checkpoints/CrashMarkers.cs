using System.Text.Json;
using Akka.Event;
using Chaos.Actors.Messages;

namespace Chaos.Actors.TrainerNode.Checkpoints;

/// <summary>
/// Which attempts are being computed, in files that outlive the process, one for each slot. An attempt found there when the trainer
/// starts was running when the process before it died. That alone accuses nobody: whoever kills the process from outside says nothing
/// about its items, so that a process may be killed at any moment and any number of times. Two things do accuse:
/// <list type="bullet">
/// <item>the kernel has killed for want of memory since the attempt began (its own count of that, <see cref="OutOfMemoryKills"/>);</item>
/// <item><see cref="DeathsInFirstEpoch"/> processes in a row have died before the item's first epoch was over. What an item asks of
/// the machine, and every path through the code, it has asked for by then.</item>
/// </list>
/// An attempt that has come as far as a checkpoint is suspected of nothing any more. Nothing is synced: a marker has to survive the
/// process, not the machine, whose own death accuses nobody. Used by the slots' threads and the disk's.
/// </summary>
internal sealed class CrashMarkers(string folder, OutOfMemoryKills kills, ILoggingAdapter log)
{
    /// <summary>
    /// More than anybody kills by hand or by a timer that is too short, few enough that an item that crashes is soon found out.
    /// </summary>
    public const int DeathsInFirstEpoch = 10;

    private const string Extension = ".running";
    private static readonly byte[] Nothing = "\n"u8.ToArray();

    // Another after each start of the machine.
    private static readonly string Boot = ReadBoot();
    private readonly Lock _gate = new();
    private readonly List<FileStream> _files = [];
    private readonly Stack<FileStream> _free = [];
    private readonly Dictionary<(CampaignId, ItemIndex), Earlier> _earlier = [];
    private bool _closed;

    /// <summary>The attempts that were running when an earlier process died. Called once, before the first marker.</summary>
    public IReadOnlyList<Leftover> Leftovers()
    {
        var found = new List<Leftover>();
        Quietly(() =>
        {
            if (!Directory.Exists(folder)) return;
            foreach (var path in Directory.EnumerateFiles(folder, "*" + Extension))
            {
                if (Parse(File.ReadLines(path).FirstOrDefault()) is not { } record || record.Boot != Boot)
                {
                    File.Delete(path);
                    continue;
                }
                found.Add(Judge(record, path));
            }
        });
        return found;
    }

    /// <summary>Forgets what earlier attempts at an item left behind: the coordinator knows of it, or nobody wants the item.</summary>
    public void Forget(CampaignId campaign, ItemIndex item) => Quietly(() => Remove((campaign, item)));

    /// <summary>Marks an attempt as running.</summary>
    public Marker Begin(SlotJob job)
    {
        FileStream? file = null;
        var item = (job.Work.Campaign, job.Item.Item);
        var record = new Record(
            Boot, item.Campaign.Value, item.Item.Value, job.Item.Attempt.Value, kills.Count, Begun: false, Deaths: 0);
        Quietly(() =>
        {
            if (_closed) return;
            record = record with { Deaths = _earlier.GetValueOrDefault(item)?.Deaths ?? 0 };
            file = _free.Count > 0 ? _free.Pop() : Create();
            Write(file, record);
            Remove(item);
        });
        return new Marker(this, file, record);
    }

    /// <summary>Removes all markers for good: the process is asked to end, and what still runs is not to blame for that.</summary>
    public void Close() => Quietly(() =>
    {
        _closed = true;
        foreach (var file in _files)
        {
            file.Dispose();
            File.Delete(file.Name);
        }
        _files.Clear();
    });

    private Leftover Judge(Record record, string path)
    {
        var (campaign, item) = (new CampaignId(record.Campaign), new ItemIndex(record.Item));
        var key = (campaign, item);
        var deaths = record.Begun ? 0 : record.Deaths + 1;
        var earlier = _earlier.GetValueOrDefault(key) ?? new Earlier(0, []);
        _earlier[key] = new Earlier(Math.Max(earlier.Deaths, deaths), [.. earlier.Paths, path]);
        var accusation = kills.Count > record.Kills
            ? "was killed for want of memory while computing this item"
            : deaths >= DeathsInFirstEpoch
                ? $"died while computing this item's first epoch, as {deaths - 1} processes before it"
                : null;
        return new Leftover(new AttemptKey(campaign, new AttemptId(record.Attempt)), item, accusation);
    }

    private void Remove((CampaignId, ItemIndex) item)
    {
        if (!_earlier.TryGetValue(item, out var earlier)) return;
        foreach (var path in earlier.Paths) File.Delete(path);
        // How often it has died is not forgotten before it begins again, for then its marker says so.
        _earlier[item] = earlier with { Paths = [] };
    }

    private FileStream Create()
    {
        Directory.CreateDirectory(folder);
        var file = new FileStream(
            Path.Combine(folder, Guid.NewGuid().ToString("N") + Extension),
            FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0);
        _files.Add(file);
        return file;
    }

    private void Rewrite(FileStream file, Record record) => Quietly(() =>
    {
        if (!_closed) Write(file, record);
    });

    private void End(FileStream file, (CampaignId, ItemIndex) item, bool reuse) => Quietly(() =>
    {
        if (_closed) return;
        RandomAccess.Write(file.SafeFileHandle, Nothing, 0);
        _earlier.Remove(item); // this process has survived it
        if (reuse) _free.Push(file);
    });

    private static void Write(FileStream file, Record record) =>
        RandomAccess.Write(file.SafeFileHandle, [.. JsonSerializer.SerializeToUtf8Bytes(record), .. Nothing], 0);

    private static Record? Parse(string? line)
    {
        try
        {
            return string.IsNullOrWhiteSpace(line) ? null : JsonSerializer.Deserialize<Record>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string ReadBoot()
    {
        const string Linux = "/proc/sys/kernel/random/boot_id";
        return File.Exists(Linux) ? File.ReadAllText(Linux).Trim() : "";
    }

    // A folder that takes nothing costs the suspicion, not the item.
    private void Quietly(Action action)
    {
        try
        {
            lock (_gate) action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Debug("No crash markers in {0}: {1}", folder, e.Message);
        }
    }

    /// <summary>An attempt that ran when an earlier process died.</summary>
    /// <param name="Key">The attempt.</param>
    /// <param name="Item">Its item.</param>
    /// <param name="Accusation">What the process did, where the item is to blame for it; null where nothing speaks against it.</param>
    public sealed record Leftover(AttemptKey Key, ItemIndex Item, string? Accusation);

    /// <summary>One attempt's marker. The slot's thread's.</summary>
    public sealed class Marker(CrashMarkers markers, FileStream? file, Record record) : IDisposable
    {
        private bool _begun;

        /// <summary>The attempt has completed an epoch.</summary>
        public void MarkBegun()
        {
            if (_begun) return;
            _begun = true;
            if (file is not null) markers.Rewrite(file, record with { Begun = true });
        }

        /// <summary>The attempt has come so far that it is not suspected any more.</summary>
        public void Clear()
        {
            if (file is not null) markers.End(file, Item, reuse: false);
        }

        public void Dispose()
        {
            if (file is not null) markers.End(file, Item, reuse: true);
        }

        private (CampaignId, ItemIndex) Item => (new CampaignId(record.Campaign), new ItemIndex(record.Item));
    }

    /// <summary>What a marker says.</summary>
    /// <param name="Boot">The machine's start.</param>
    /// <param name="Campaign">The campaign.</param>
    /// <param name="Item">The item.</param>
    /// <param name="Attempt">The attempt.</param>
    /// <param name="Kills">How often the kernel had killed for want of memory.</param>
    /// <param name="Begun">Whether an epoch is completed.</param>
    /// <param name="Deaths">How many processes in a row had died in the item's first epoch.</param>
    public sealed record Record(
        string Boot, string Campaign, long Item, long Attempt, long Kills, bool Begun, int Deaths);

    private sealed record Earlier(int Deaths, IReadOnlyList<string> Paths);
}
