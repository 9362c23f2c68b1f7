using Chaos.Actors.Messages;
using Microsoft.Extensions.Logging;

namespace Chaos.Actors.Coordinator;

/// <summary>What a coordinator writes down.</summary>
internal static partial class CoordinatorLog
{
    [LoggerMessage(311, LogLevel.Information, "Campaign {Campaign} is open: {Done} of {Items} items done, priority {Priority}.")]
    public static partial void Opened(ILogger log, CampaignId campaign, long done, long items, int priority);

    [LoggerMessage(312, LogLevel.Information, "Campaign {Campaign} is {Phase}: {Done} of {Items} items done, {Failed} failed.")]
    public static partial void Settled(ILogger log, CampaignId campaign, string phase, long done, long items, int failed);

    [LoggerMessage(331, LogLevel.Warning,
        "Of {Coordinators} coordinators {Quorum} must see each other, so that no more of them may fail than of {Fewer}; with {More} one more may.")]
    public static partial void EvenNumber(ILogger log, int coordinators, int quorum, int fewer, int more);

    [LoggerMessage(321, LogLevel.Information, "Trainer {Node} has come from {Address}, {Slots} slots.")]
    public static partial void Came(ILogger log, NodeId node, string address, int slots);

    [LoggerMessage(322, LogLevel.Information, "Trainer {Node} has gone.")]
    public static partial void Gone(ILogger log, NodeId node);

    [LoggerMessage(323, LogLevel.Warning, "Trainer {Node} has fallen silent.")]
    public static partial void Silent(ILogger log, NodeId node);

    [LoggerMessage(324, LogLevel.Warning,
        "Two trainers call themselves {Node}, at {Address} and at {Other}: each gets fewer items than it has room for. "
        + "Give every trainer a name of its own.")]
    public static partial void Twins(ILogger log, NodeId node, string address, string other);
}
