using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Cli.Results;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Cli.Progress;

/// <summary>One look at a running campaign.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Elapsed">Time since this process began.</param>
/// <param name="Remaining">Time left; null while unknown.</param>
internal sealed record ProgressReport(
    CampaignSpec Campaign, CampaignStatus Status, TimeSpan Elapsed, TimeSpan? Remaining)
{
    /// <summary>Share of the items that need no more work.</summary>
    public double Share => Status.Items == 0 ? 1 : (double)(Status.Done + Status.Failed) / Status.Items;

    /// <summary>Epochs of single networks per second: a pair group's epoch trains all its copies.</summary>
    public double ReplicaEpochsPerSecond => Status.EpochsPerSecond * (Campaign.Replicas + 1);

    /// <summary>What a search is at, in one line; null where nothing is searched.</summary>
    public string? Round => SearchText.Round(Campaign, Status.Items - Status.Done - Status.Failed);

    /// <summary>37/160 items · 2 in flight (1 from epoch 1,200) · 0 failed.</summary>
    public string Counts =>
        $"{Format.Count(Status.Done)}/{Format.Count(Status.Items)} items · {Format.Count(Status.InFlight)} in flight{Continued}"
        + $" · {Format.Count(Status.Failed)} failed";

    // Items that began with the epoch of a checkpoint.
    private string Continued
    {
        get
        {
            var from = Status.Running.Select(item => item.ContinuedFrom).Where(epoch => epoch > 0).ToList();
            if (from.Count == 0) return "";
            var epochs = from.Min() == from.Max() ? Format.Count(from[0]) : $"{Format.Count(from.Min())} to {Format.Count(from.Max())}";
            return $" ({Format.Count(from.Count)} from epoch {epochs})";
        }
    }

    /// <summary>1.2k replica-epochs/s · 0:42 left; what is not known yet, or no longer matters, is left out.</summary>
    public string Pace => string.Join(" · ", new[]
    {
        ReplicaEpochsPerSecond > 0 ? Format.Rate(ReplicaEpochsPerSecond) + " replica-epochs/s"
            : Status.RemainingEpochs > 0 ? "measuring the rate"
            : "writing the last results",
        Status.RemainingEpochs > 0 && Remaining is { } left ? $"{Format.Clock(left)} left" : null,
    }.OfType<string>());

    /// <summary>The last word, when nothing is left to wait for.</summary>
    public string LastLine => $"[{Format.Clock(Elapsed)}] {Format.Percent(Share)} · {Counts}";

    /// <summary>What is done and how fast.</summary>
    public string CountsAndPace => Pace.Length == 0 ? Counts : $"{Counts} · {Pace}";

    /// <summary>Everything on one line, for logs.</summary>
    public string Line => $"[{Format.Clock(Elapsed)}] {Format.Percent(Share)} · {CountsAndPace}";
}
