using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Messages.Trainers;

/// <summary>What trainers send to the coordinator.</summary>
public static class CoordinatorCommands
{
    /// <summary>
    /// Asks for work and renews the leases of everything the trainer holds; sent every second and whenever it runs short.
    /// Always answered with <see cref="TrainerCommands.Assign"/>, possibly an empty one.
    /// </summary>
    /// <param name="Node">The trainer.</param>
    /// <param name="Slots">How many items it computes at a time; 0 while it drains.</param>
    /// <param name="Free">Slots with nothing to do.</param>
    /// <param name="Held">Everything it holds.</param>
    public sealed record Pull(NodeId Node, int Slots, int Free, IReadOnlyList<HeldAttempt> Held)
    {
        /// <summary>The numerics contract it computes under. The releases that did not tell computed version 1.</summary>
        public int NumericsVersion { get; init; } = 1;
    }

    /// <summary>A finished item; resent until it is acknowledged.</summary>
    /// <param name="Campaign">The campaign.</param>
    /// <param name="Item">The item.</param>
    /// <param name="Attempt">The attempt.</param>
    /// <param name="Node">The trainer.</param>
    /// <param name="Series">The series; must not be changed any more.</param>
    /// <param name="Summary">The few numbers the journal keeps.</param>
    /// <param name="Digest">Digest of the series.</param>
    /// <param name="NumericsVersion">The numerics contract it was computed under.</param>
    /// <param name="Duration">Time the computation took.</param>
    public sealed record ResultReady(
        CampaignId Campaign,
        ItemIndex Item,
        AttemptId Attempt,
        NodeId Node,
        PairGroupSeries Series,
        ItemSummary Summary,
        string Digest,
        int NumericsVersion,
        TimeSpan Duration) : ICampaignMessage;

    /// <summary>A failed attempt; resent until it is acknowledged.</summary>
    /// <param name="Campaign">The campaign.</param>
    /// <param name="Item">The item.</param>
    /// <param name="Attempt">The attempt.</param>
    /// <param name="Node">The trainer.</param>
    /// <param name="Kind">How.</param>
    /// <param name="Error">The message to show.</param>
    public sealed record ItemFailed(
        CampaignId Campaign, ItemIndex Item, AttemptId Attempt, NodeId Node, FailureKind Kind, string Error)
        : ICampaignMessage;

    /// <summary>
    /// Asks for a part of a data file that a task names by its content. Answered with <see cref="TrainerCommands.DataPart"/>; not at all
    /// while the database is away, after which it is asked again.
    /// </summary>
    /// <param name="Sha256">The file.</param>
    /// <param name="Part">The part, from 0.</param>
    public sealed record FetchData(string Sha256, int Part);

    /// <summary>Items the trainer will not finish, because it drains.</summary>
    public sealed record GiveBack(CampaignId Campaign, NodeId Node, IReadOnlyList<GivenBack> Items) : ICampaignMessage;
}
