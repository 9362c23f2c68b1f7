using Chaos.Actors.Coordinator.Campaigns;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Coordinator.Dispatch;

/// <summary>How fast a trainer computes: epochs of what it holds, from one pull to the next, and of what it finishes in between.</summary>
internal sealed class TrainerPace
{
    private readonly SlidingRate _rate = new(TimeSpan.FromSeconds(30));
    private Dictionary<(CampaignId, AttemptId), int> _counted = [];
    private long _total;

    /// <summary>It pulls.</summary>
    public void Observe(CoordinatorCommands.Pull pull, TimeSpan now)
    {
        var counted = new Dictionary<(CampaignId, AttemptId), int>(pull.Held.Count);
        foreach (var held in pull.Held)
        {
            var before = _counted.GetValueOrDefault((held.Campaign, held.Attempt), held.ContinuedFrom);
            counted[(held.Campaign, held.Attempt)] = Math.Max(before, held.Epochs);
            _total += Math.Max(0, held.Epochs - before);
        }
        _counted = counted;
        _rate.Record(now, _total);
    }

    /// <summary>It has finished an item.</summary>
    public void Finish(CoordinatorCommands.ResultReady result)
    {
        var (attempt, epochs) = ((result.Campaign, result.Attempt), result.Series.Loss.Length == 0 ? 0 : result.Series.Loss[0].Length);
        _total += Math.Max(0, epochs - _counted.GetValueOrDefault(attempt));
        _counted[attempt] = epochs;
    }

    /// <summary>Epochs of whole pair groups per second over the last half minute.</summary>
    public double PerSecond(TimeSpan now) => _rate.PerSecond(now, _total);
}
