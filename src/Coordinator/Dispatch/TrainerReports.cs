using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Nodes;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Dispatch;

/// <summary>What each trainer said last: for people. Nothing is decided by it.</summary>
internal sealed class TrainerReports
{
    private readonly SortedDictionary<string, Entry> _trainers = new(StringComparer.Ordinal);

    /// <summary>A trainer pulls.</summary>
    public void Observe(CoordinatorCommands.Pull pull, TimeSpan now)
    {
        var pace = _trainers.GetValueOrDefault(pull.Node.Value)?.Pace ?? new TrainerPace();
        pace.Observe(pull, now);
        _trainers[pull.Node.Value] = new Entry(pull, now, pace);
        foreach (var silent in _trainers.Where(trainer => now - trainer.Value.Seen > TrainerPresence.LongestSilence).ToList()) _trainers.Remove(silent.Key);
    }

    /// <summary>A trainer has finished an item.</summary>
    public void Finish(CoordinatorCommands.ResultReady result) => _trainers.GetValueOrDefault(result.Node.Value)?.Pace.Finish(result);

    /// <summary>Those that were heard of lately.</summary>
    public NodeQueries.NodeList List(TimeSpan now) => new(
    [
        .. _trainers.Values.Where(trainer => now - trainer.Seen <= TrainerPresence.LongestSilence).Select(trainer => new NodeReport(
            trainer.Pull.Node,
            trainer.Pull.Slots,
            trainer.Pull.Free,
            now - trainer.Seen,
            trainer.Pace.PerSecond(now),
            trainer.Pull.NumericsVersion,
            trainer.Pull.Held)),
    ]);

    private sealed record Entry(CoordinatorCommands.Pull Pull, TimeSpan Seen, TrainerPace Pace);
}
