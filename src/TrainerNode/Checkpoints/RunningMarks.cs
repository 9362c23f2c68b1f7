using System.Text.Json;
using Akka.Event;
using Chaos.Actors.Messages;

namespace Chaos.Actors.TrainerNode.Checkpoints;

/// <summary>
/// Which attempts are being computed, in files that outlive the process, one for each slot. An attempt found there when the
/// trainer starts was running when the process before it died, and may have killed it. Nothing is synced: a mark has to survive the
/// process, not the machine, whose own death accuses nobody. Used by the slots' threads and the trainer at once.
/// </summary>
internal sealed class RunningMarks(string folder, ILoggingAdapter log)
{
    private const string Extension = ".running";
    private static readonly byte[] Nothing = "\n"u8.ToArray();

    // Another after each start of the machine.
    private static readonly string Boot = ReadBoot();
    private readonly Lock _gate = new();
    private readonly List<FileStream> _files = [];
    private readonly Stack<FileStream> _free = [];
    private readonly Dictionary<AttemptKey, string> _leftover = [];
    private bool _closed;

    /// <summary>The attempts that were running when an earlier process died. Called once, before the first mark.</summary>
    public IReadOnlyList<(AttemptKey Key, ItemIndex Item)> Leftovers()
    {
        var found = new List<(AttemptKey, ItemIndex)>();
        Quietly(() =>
        {
            if (!Directory.Exists(folder)) return;
            foreach (var path in Directory.EnumerateFiles(folder, "*" + Extension))
            {
                if (Parse(File.ReadLines(path).FirstOrDefault()) is not { } mark || mark.Boot != Boot)
                {
                    File.Delete(path);
                    continue;
                }
                var key = new AttemptKey(new CampaignId(mark.Campaign), new AttemptId(mark.Attempt));
                _leftover[key] = path;
                found.Add((key, new ItemIndex(mark.Item)));
            }
        });
        return found;
    }

    /// <summary>Forgets a leftover: the coordinator knows of it.</summary>
    public void Forget(AttemptKey key)
    {
        if (_leftover.Remove(key, out var path)) Quietly(() => File.Delete(path));
    }

    /// <summary>Marks an attempt as running.</summary>
    public Mark Begin(SlotJob job)
    {
        FileStream? file = null;
        Quietly(() =>
        {
            var record = new Record(Boot, job.Work.Campaign.Value, job.Item.Item.Value, job.Item.Attempt.Value);
            if (_closed) return;
            file = _free.Count > 0 ? _free.Pop() : Create();
            Write(file, [.. JsonSerializer.SerializeToUtf8Bytes(record), .. Nothing]);
        });
        return new Mark(this, file);
    }

    /// <summary>Removes all marks for good: the process is asked to end, and what still runs is not to blame for that.</summary>
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

    private FileStream Create()
    {
        Directory.CreateDirectory(folder);
        var file = new FileStream(
            Path.Combine(folder, Guid.NewGuid().ToString("N") + Extension),
            FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0);
        _files.Add(file);
        return file;
    }

    private void End(FileStream file, bool reuse) => Quietly(() =>
    {
        if (_closed) return;
        Write(file, Nothing);
        if (reuse) _free.Push(file);
    });

    private static void Write(FileStream file, byte[] line) => RandomAccess.Write(file.SafeFileHandle, line, 0);

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
            log.Debug("No marks of running items in {0}: {1}", folder, e.Message);
        }
    }

    /// <summary>One attempt's mark. The slot's thread's.</summary>
    public sealed class Mark(RunningMarks marks, FileStream? file) : IDisposable
    {
        /// <summary>The attempt has come so far that it is not suspected any more.</summary>
        public void Clear()
        {
            if (file is not null) marks.End(file, reuse: false);
        }

        public void Dispose()
        {
            if (file is not null) marks.End(file, reuse: true);
        }
    }

    private sealed record Record(string Boot, string Campaign, long Item, long Attempt);
}
