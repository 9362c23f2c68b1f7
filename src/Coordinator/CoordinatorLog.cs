using Chaos.Actors.Messages;
using Microsoft.Extensions.Logging;

namespace Chaos.Actors.Coordinator;

/// <summary>What a coordinator writes down.</summary>
internal static partial class CoordinatorLog
{
    [LoggerMessage(311, LogLevel.Information,
        "Campaign {Campaign} begins or goes on: {Done} of {Items} items done, priority {Priority}.")]
    public static partial void Began(ILogger log, CampaignId campaign, long done, long items, int priority);

    [LoggerMessage(312, LogLevel.Information, "Campaign {Campaign} has ended ({Phase}): {Done} of {Items} items done, {Failed} failed.")]
    public static partial void Ended(ILogger log, CampaignId campaign, string phase, long done, long items, int failed);

    [LoggerMessage(313, LogLevel.Warning, "Trainer {Node} gets no items of campaign {Campaign}: {Reason}.")]
    public static partial void LeftOut(ILogger log, CampaignId campaign, NodeId node, string reason);

    [LoggerMessage(314, LogLevel.Warning,
        "Campaign {Campaign} discards the results of {Items} items, which excluded nodes computed ({Nodes}); others compute them again.")]
    public static partial void Discarded(ILogger log, CampaignId campaign, int items, string nodes);

    [LoggerMessage(331, LogLevel.Warning,
        "{Coordinators} coordinators go on as long as {Quorum} of them reach each other: that is no better than {Fewer} coordinators; with "
        + "{More}, one more may fail.")]
    public static partial void EvenNumber(ILogger log, int coordinators, int quorum, int fewer, int more);

    [LoggerMessage(321, LogLevel.Information, "Trainer {Node} asks for work, from {Address}; it has {Slots} slots.")]
    public static partial void Came(ILogger log, NodeId node, string address, int slots);

    [LoggerMessage(322, LogLevel.Information, "Trainer {Node} has stopped, as it had announced.")]
    public static partial void Gone(ILogger log, NodeId node);

    [LoggerMessage(323, LogLevel.Warning, "Trainer {Node} was not heard of for 10 s; its items are given to others.")]
    public static partial void Silent(ILogger log, NodeId node);

    [LoggerMessage(324, LogLevel.Warning,
        "Two trainers call themselves {Node}, at {Address} and at {Other}: each gets fewer items than it has room for. "
        + "Give every trainer a name of its own.")]
    public static partial void DuplicateName(ILogger log, NodeId node, string address, string other);
}
