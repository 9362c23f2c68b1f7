using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Akka.Event;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages;

namespace Chaos.Actors.TrainerNode.Checkpoints;

/// <summary>
/// The checkpoints of a trainer, one file for each campaign and item. They only ever save time: whatever goes wrong with them
/// is logged, and the item is computed from its beginning. Used by the slots' threads and the trainer at once.
/// </summary>
internal sealed class CheckpointFolder(CheckpointSettings settings, TimeProvider time, ILoggingAdapter log)
{
    private const string Extension = ".checkpoint";

    // Of two trainers that have one item, for a while, each writes a file of its own, and either's is the item's.
    private readonly string _writer = settings.Shared is null ? "" : $".{Environment.MachineName}-{Environment.ProcessId}";
    private readonly string _folder = settings.Shared ?? settings.Folder;
    private int _refused;

    /// <summary>Time between two checkpoints of an item.</summary>
    public TimeSpan Every => settings.Every;

    /// <summary>The state an earlier attempt left behind, or null.</summary>
    public PairGroupState? Read(CampaignId campaign, ItemIndex item, byte[] content)
    {
        var path = PathOf(campaign, item);
        if (!File.Exists(path)) return null;
        try
        {
            var state = CheckpointFile.Read(path, content);
            // Asked for: not a leftover, however old.
            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
            return state;
        }
        catch (InvalidDataException e)
        {
            log.Warning("Item {0} of {1} starts over, its checkpoint {2} is of no use: {3}.", item, campaign, path, e.Message);
        }
        catch (Exception e) when (IsFileTrouble(e))
        {
            log.Warning("Item {0} of {1} starts over, its checkpoint cannot be read: {2}", item, campaign, e.Message);
        }
        return null;
    }

    /// <summary>Keeps a state. A folder that takes nothing, such as on a full disk, is reported once.</summary>
    public void Write(CampaignId campaign, ItemIndex item, byte[] content, PairGroupState state)
    {
        try
        {
            Directory.CreateDirectory(_folder);
            CheckpointFile.Write(PathOf(campaign, item), content, state, _writer);
            Volatile.Write(ref _refused, 0);
        }
        catch (Exception e) when (IsFileTrouble(e))
        {
            if (Interlocked.Exchange(ref _refused, 1) == 0)
                log.Warning("No checkpoint of item {0} of {1} could be written; it goes on without: {2}", item, campaign, e.Message);
        }
    }

    /// <summary>Removes what an item no longer needs.</summary>
    public void Remove(CampaignId campaign, ItemIndex item)
    {
        var path = PathOf(campaign, item);
        Remove(path);
        Remove(CheckpointFile.PartialName(path, _writer));
    }

    /// <summary>Removes what nobody has asked for in a long time: its items were computed elsewhere, or given up.</summary>
    public void RemoveLeftovers()
    {
        if (!Directory.Exists(_folder)) return;
        var oldest = time.GetUtcNow().UtcDateTime - CheckpointSettings.Lifetime;
        try
        {
            foreach (var path in Directory.EnumerateFiles(_folder, "*" + Extension + "*"))
            {
                if (File.GetLastWriteTimeUtc(path) < oldest) Remove(path);
            }
        }
        catch (Exception e) when (IsFileTrouble(e))
        {
            log.Warning("Checkpoints that nobody has asked for in a week could not be removed: {0}", e.Message);
        }
    }

    // A campaign's name may hold anything, a file's name may not.
    private string PathOf(CampaignId campaign, ItemIndex item)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(campaign.Value)).AsSpan(0, 8));
        return Path.Combine(
            _folder, string.Create(CultureInfo.InvariantCulture, $"{name}-{item.Value}{Extension}"));
    }

    private void Remove(string path)
    {
        try
        {
            if (File.Exists(path)) File.Delete(path);
        }
        catch (Exception e) when (IsFileTrouble(e))
        {
            log.Warning("A checkpoint that is no longer needed could not be removed: {0}", e.Message);
        }
    }

    private static bool IsFileTrouble(Exception e) => e is IOException or UnauthorizedAccessException;
}
