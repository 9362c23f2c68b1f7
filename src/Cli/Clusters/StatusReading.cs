using Chaos.Actors.Api;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Cli.Clusters;

/// <summary>What a coordinator says of a campaign, as the tables and displays of <c>run</c> take it.</summary>
internal static class StatusReading
{
    /// <summary>A campaign and where it stands; null where the campaign has another grid by now.</summary>
    public static CampaignLook? Of(CampaignSpec spec, StatusDocument said)
    {
        var phase = CampaignStates.Phase(said.State) ?? throw new UserError(
            $"the coordinator says that {said.Campaign} is {said.State}, which this program does not know: it is of another release", ExitCode.Unreachable);
        var isOfOneGrid = said.Items == spec.Grid.Items && said.Cells.Count == spec.Grid.Cells && !(spec.IsSearching && phase == CampaignPhase.Completed);
        return isOfOneGrid ? new CampaignLook(spec, Status(said, phase)) : null;
    }

    private static CampaignStatus Status(StatusDocument said, CampaignPhase phase) => new()
    {
        Campaign = new CampaignId(said.Campaign),
        Phase = phase,
        Priority = said.Priority,
        Items = said.Items,
        Done = said.Done,
        InFlight = said.InFlight,
        Failed = said.Failed,
        Nodes = said.Nodes,
        Slots = said.Slots,
        EpochsPerSecond = said.EpochsPerSecond,
        RemainingEpochs = said.RemainingEpochs,
        StaleReports = 0,
        Reason = said.Reason,
        Cells = [.. said.Cells.Select(cell => new CellProgress(
            cell.Cell, cell.Done, cell.Failed, cell.Divergent, cell.Lambdas, cell.Lambda, cell.LambdaDeviation, cell.Accuracy, cell.Reached, cell.TrainingTimes))],
        Running = [.. said.Running.Select(item => new RunningItem(new ItemIndex(item.Item), default, new NodeId(item.Node), item.Epochs) { ContinuedFrom = item.ContinuedFrom })],
        Quarantined = [.. said.Quarantined.Select(item => new QuarantinedItem(new ItemIndex(item.Item), item.Failures, item.Error, new NodeId(item.Node)))],
        LeftOut = [.. said.LeftOut.Select(left => new LeftOutNode(new NodeId(left.Node), left.Reason))],
    };
}
