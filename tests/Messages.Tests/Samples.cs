using System.Collections.Immutable;
using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Observables;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Journal;
using Chaos.Actors.Messages.Nodes;
using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.Messages.Tests;

/// <summary>One message of each type, with no field left at its default.</summary>
internal static class Samples
{
    public const string Digest = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1eff";

    private static readonly CampaignId Id = new("mnist-paper");
    private static readonly ItemIndex Item = new(5_000_000_000);
    private static readonly AttemptId Attempt = AttemptId.Of(3, 4_000_000_000);
    private static readonly NodeId Node = new("trainer-7");

    public static CampaignSpec Spec { get; } = new()
    {
        Name = "mnist-paper",
        Tasks = [new TaskSpec("mine", 2000, 500, new CsvFiles("a.csv", "b.csv", CsvStandardise.Features))],
        Architectures =
        [
            new Architecture([64, 32], Activation.Tanh, Initialisation.Normal),
            new Architecture([], Activation.Sigmoid, Initialisation.LeCun),
            new Architecture([5], Activation.Relu, Initialisation.Glorot),
            new Architecture([6], Activation.Relu, Initialisation.He),
        ],
        L2 = [0, 1e-5],
        LearningRates = [0.1, 0.30000000000000004, 20],
        Seeds = 50,
        Epochs = 201,
        Replicas = 5,
        Epsilons = [1e-8],
        Thresholds = [0.7, 0.9],
    };

    private static readonly ItemSummary Summary = new(0.125, 2.5e-4, 0.75, 0.875, [12, null, 0], 17);

    private static readonly CampaignStatus Status = new()
    {
        Campaign = Id,
        Phase = CampaignPhase.CompletedWithFailures,
        Priority = -3,
        Reason = "because",
        Items = 7,
        Done = 6,
        InFlight = 5,
        Failed = 4,
        Nodes = 3,
        Slots = 2,
        EpochsPerSecond = 1.5,
        RemainingEpochs = 8_000_000_000,
        StaleReports = 9,
        Cells = [new CellProgress(1, 2, 3, 4, 5, 0.5, double.NaN, 0.25, [6, 7], [8.5, double.NaN])],
        Running = [new RunningItem(Item, Attempt, Node, 11) { ContinuedFrom = 7 }],
        Quarantined = [new QuarantinedItem(Item, 3, "error", Node)],
        LeftOut = [new LeftOutNode(Node, "excluded")],
    };

    public static IReadOnlyList<ICampaignEvent> Events { get; } =
    [
        new CampaignEvents.CampaignSubmitted(Spec, TaskContents.Of("hash"), 2),
        new CampaignEvents.CampaignExtended(
            new CampaignEvents.CampaignSubmitted(Spec, TaskContents.Of("hash", "other"), 2), new byte[] { 1, 128 }, [new CellAggregate(1, 2, 3, 4, 0.5, 0.25, 5, 0.75, [6, 7], [8.5, 9.5])]),
        new CampaignEvents.TermBegan(3),
        new CampaignEvents.ItemCompleted(Item, Node, Summary, Digest, TimeSpan.FromTicks(12_345)),
        new CampaignEvents.AttemptFailed(Item, Node, FailureKind.TrainerLost, "error"),
        new CampaignEvents.ItemQuarantined(Item, Node, 3, "error"),
        new CampaignEvents.QuarantineLifted(),
        new CampaignEvents.CampaignPaused(),
        new CampaignEvents.CampaignResumed(),
        new CampaignEvents.CampaignCancelled(),
        new CampaignEvents.CampaignFailed("no data"),
        new CampaignEvents.PriorityChanged(-4),
        new CampaignEvents.ItemsDiscarded(
            [Node, new NodeId("trainer-8")],
            [Item, new ItemIndex(7)],
            [new CellAggregate(1, 2, 3, 4, 0.5, 0.25, 5, 0.75, [6, 7], [8.5, 9.5])]),
    ];

    public static CampaignSnapshot Snapshot { get; } = new(
        new CampaignEvents.CampaignSubmitted(Spec, TaskContents.Of("hash"), 2),
        3,
        CampaignStance.Paused,
        "reason",
        new byte[] { 1, 2, 255 },
        [new CellAggregate(1, 2, 3, 4, 0.5, 0.25, 5, 0.75, [6, 7], [8.5, 9.5])],
        [new ItemFailures(Item, 2, Node, "error", true)],
        TimeSpan.FromTicks(77),
        -4);

    public static IReadOnlyList<object> Wire { get; } =
    [
        new CampaignCommands.Submit(Spec, TaskContents.Of("hash"), 2, -3) { Adopt = true },
        new CampaignCommands.Pause(Id),
        new CampaignCommands.Resume(Id),
        new CampaignCommands.Cancel(Id),
        new CampaignCommands.Retry(Id),
        new CampaignCommands.Delete(Id),
        new CampaignCommands.Subscribe(Id),
        new CampaignQueries.GetStatus(Id),
        new CampaignQueries.GetCampaign(Id),
        new CampaignQueries.Description(Spec, TaskContents.Of("hash"), 2),
        new CampaignQueries.ListCampaigns(),
        new CampaignQueries.CampaignList([Id, new CampaignId("other")]) { Excluded = [Node] },
        new CampaignReplies.Accepted(Id, true) { Here = 72 },
        new CampaignReplies.Refused(Id, RefusalKind.DifferentTaskData, "reason"),
        new CampaignNotices.CampaignSettled(Status),
        new CampaignNotices.StorageFailed(Id, "disk"),
        Status,
        new NodeCommands.Exclude(Node),
        new NodeCommands.Include(Node),
        new NodeReplies.Accepted(Node, true),
        new NodeReplies.Refused(Node, RefusalKind.WrongPhase, "reason"),
        new NodeQueries.ListNodes(),
        new NodeQueries.NodeList([new NodeReport(Node, 4, 1, TimeSpan.FromSeconds(0.5), 12.5, 1, [])]),
        new CoordinatorCommands.Pull(Node, 4, 2, [new HeldAttempt(Id, Item, Attempt, AttemptPhase.Finished, 12) { ContinuedFrom = 8 }])
        {
            NumericsVersion = 3,
        },
        new CoordinatorCommands.ResultReady(
            Id,
            Item,
            Attempt,
            Node,
            new PairGroupSeries([[1, double.NaN], [-0.0, double.PositiveInfinity]], [0.5, 0.25], [[double.Epsilon, 2]], 1)
            {
                Observed = [new NamedSeries("testLoss", [[0.5, double.NaN]]), new NamedSeries("third", [[1], [-0.0]])],
            },
            Summary with { LastValues = [new LastValue("testLoss", 0.5)] },
            Digest,
            2,
            TimeSpan.FromTicks(12_345)),
        new CoordinatorCommands.ItemFailed(Id, Item, Attempt, Node, FailureKind.InputUnusable, "error"),
        new CoordinatorCommands.FetchData(Digest, 3),
        new TrainerCommands.DataPart(Digest, 3, 4, [0, 1, 255]),
        new CoordinatorCommands.GiveBack(Id, Node, [new GivenBack(Item, Attempt)]),
        new TrainerCommands.Assign(
            new CampaignWork(
                Id, [new TaskSpec("idx", Files: new IdxFiles("a", "b", "c", "d"))], TaskContents.Of("hash"), 2, [0.7, 0.9]),
            [new Assignment(Item, Attempt, new PairGroupSpec(
                Spec.Architectures[0], 0.1, 1e-5, Perturbation.Baseline, 201, ulong.MaxValue)
            {
                Observe = [Observable.TestLoss],
            }, 0, "00-trace-span-01")]),
        new TrainerCommands.ResultAcknowledged(Id, Item, Attempt),
        new TrainerCommands.Abandon(Id, [Attempt, AttemptId.Of(1, 1)]),
        new TrainerCommands.Drain(true),
        new TrainerCommands.Drained(Node),
    ];
}
