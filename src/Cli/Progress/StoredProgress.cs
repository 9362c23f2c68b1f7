using Chaos.Actors.Coordinator.Results;
using Chaos.Actors.Dynamics.Campaigns;
using Chaos.Actors.Messages;
using Chaos.Actors.Messages.Campaigns;
using Chaos.Actors.Messages.Trainers;
using MathNet.Numerics.Statistics;

namespace Chaos.Actors.Cli.Progress;

/// <summary>Where a campaign stands by what is stored, without asking the process that may be running it.</summary>
internal static class StoredProgress
{
    /// <summary>Counts and aggregates of the stored results; in O(cells) memory.</summary>
    public static CampaignStatus Of(ResultsStore store, StoredCampaign stored)
    {
        var grid = stored.Spec.Grid;
        var cells = new Accumulator[grid.Cells];
        for (var i = 0; i < cells.Length; i++) cells[i] = new Accumulator(stored.Spec.Thresholds.Count);
        var done = 0L;
        foreach (var row in store.Summaries(stored.Id))
        {
            cells[grid.Locate(row.Item.Value).Cell].Add(row.Summary);
            done++;
        }
        var quarantined = store.Quarantined(stored.Id);
        foreach (var item in quarantined) cells[grid.Locate(item.Item.Value).Cell].Failed++;
        var rest = grid.Items - done - quarantined.Count;
        return new CampaignStatus
        {
            Campaign = stored.Id,
            Phase = rest > 0 ? CampaignPhase.Paused : quarantined.Count > 0 ? CampaignPhase.CompletedWithFailures : CampaignPhase.Completed,
            Items = grid.Items,
            Done = done,
            InFlight = 0,
            Failed = quarantined.Count,
            Nodes = 0,
            Slots = 0,
            EpochsPerSecond = 0,
            RemainingEpochs = rest * stored.Spec.Epochs,
            StaleReports = 0,
            Cells = [.. cells.Select((cell, index) => cell.Progress(index))],
            Running = [],
            Quarantined = quarantined,
        };
    }

    private sealed class Accumulator(int thresholds)
    {
        private readonly RunningStatistics _lambda = new();
        private readonly RunningStatistics _accuracy = new();
        private readonly RunningStatistics[] _times = [.. Enumerable.Range(0, thresholds).Select(_ => new RunningStatistics())];
        private long _done;
        private long _divergent;

        public long Failed { get; set; }

        public void Add(ItemSummary item)
        {
            _done++;
            if (item.DivergedAt is not null) _divergent++;
            else _accuracy.Push(item.FinalAccuracy);
            if (double.IsFinite(item.Lambda)) _lambda.Push(item.Lambda);
            for (var k = 0; k < thresholds; k++)
            {
                // What a release stored that counted the accuracy at a non-finite loss is none.
                if (item.TrainingTimes[k] is { } epoch && !(epoch >= item.DivergedAt)) _times[k].Push(epoch);
            }
        }

        public CellProgress Progress(int cell) => new(
            cell, _done, Failed, _divergent, _lambda.Count, _lambda.Mean, _lambda.StandardDeviation, _accuracy.Mean,
            [.. _times.Select(time => time.Count)], [.. _times.Select(time => time.Mean)]);
    }
}
