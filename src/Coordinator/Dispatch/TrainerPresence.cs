using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Dispatch;

/// <summary>Who pulls, and from where: what the log says of trainers. Nothing is decided by it.</summary>
public sealed class TrainerPresence
{
    /// <summary>Trainers pull every second; one that has not for so long is no longer there.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(10);

    private readonly Dictionary<NodeId, Entry> _trainers = [];

    /// <summary>What a pull tells that was not known.</summary>
    public enum News
    {
        /// <summary>Nothing.</summary>
        None,

        /// <summary>The trainer was not there before.</summary>
        Came,

        /// <summary>Two trainers pull under this name. It is told once.</summary>
        DuplicateName,
    }

    /// <summary>A trainer pulls.</summary>
    /// <param name="pull">The pull.</param>
    /// <param name="address">Where it came from.</param>
    /// <param name="now">When.</param>
    /// <param name="before">Where pulls of that name came from before; the same address unless two trainers have it.</param>
    public News Observe(CoordinatorCommands.Pull pull, string address, TimeSpan now, out string before)
    {
        before = address;
        if (!_trainers.TryGetValue(pull.Node, out var known))
        {
            _trainers[pull.Node] = new Entry(now, address, null, pull.Slots == 0, Told: false);
            return News.Came;
        }
        before = known.Address;
        // One that only moved (it joined anew from another port) does not come back to where it was.
        var duplicate = !known.Told && address != known.Address && address == known.Earlier;
        _trainers[pull.Node] = new Entry(
            now, address, address == known.Address ? known.Earlier : known.Address, pull.Slots == 0, known.Told || duplicate);
        return duplicate ? News.DuplicateName : News.None;
    }

    /// <summary>Strikes off who has not pulled for long; says of each whether it had announced that it would stop.</summary>
    public IReadOnlyList<(NodeId Node, bool Announced)> TakeSilent(TimeSpan now)
    {
        var silent = _trainers.Where(trainer => now - trainer.Value.Seen > LongestSilence).ToList();
        foreach (var (node, _) in silent) _trainers.Remove(node);
        return [.. silent.Select(trainer => (trainer.Key, trainer.Value.Draining))];
    }

    private sealed record Entry(TimeSpan Seen, string Address, string? Earlier, bool Draining, bool Told);
}
