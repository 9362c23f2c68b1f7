using System.Security.Cryptography;
using System.Text;
using Chaos.Actors.Analysis.Reports;
using Chaos.Actors.Analysis.Verdicts;

namespace Chaos.Actors.Coordinator.Results;

/// <summary>What the columns beside the series say of a campaign, gathered in one pass.</summary>
/// <param name="Flow">What gradient flow does, which has to be known before the first series is read.</param>
/// <param name="SecondsPerItem">What an item takes on average with all cores of this machine at work; NaN where nobody knows.</param>
/// <param name="Provenance">Where the results come from.</param>
public sealed record StoredRecord(FlowRates Flow, double SecondsPerItem, Provenance Provenance)
{
    /// <summary>Reads it.</summary>
    /// <param name="store">The database.</param>
    /// <param name="campaign">The campaign.</param>
    /// <param name="about">What is known of its origin beside what is stored.</param>
    public static StoredRecord Of(ResultsStore store, StoredCampaign campaign, Provenance about)
    {
        var flow = new FlowRates(campaign.Spec);
        var nodes = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var versions = new SortedSet<int>();
        var (seconds, items) = (0.0, 0L);
        (DateTimeOffset? begun, DateTimeOffset? ended) = (null, null);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in store.Summaries(campaign.Id))
        {
            flow.Add(row.Item.Value, row.Summary.Lambda);
            nodes[row.Node.Value] = nodes.GetValueOrDefault(row.Node.Value) + 1;
            versions.Add(row.NumericsVersion);
            digest.AppendData(Encoding.ASCII.GetBytes(row.Digest + "\n"));
            if (!double.IsFinite(row.Seconds)) continue;
            (seconds, items) = (seconds + row.Seconds, items + 1);
            if (row.Finished is not { } finished) continue;
            if (ended is null || finished > ended) ended = finished;
            if (finished - TimeSpan.FromSeconds(row.Seconds) is var start && (begun is null || start < begun)) begun = start;
        }
        // An item is computed on one core.
        return new StoredRecord(flow, items == 0 ? double.NaN : seconds / items / Environment.ProcessorCount, about with
        {
            Nodes = [.. nodes.Select(node => (node.Key, node.Value))],
            Seconds = items == 0 ? double.NaN : seconds,
            Begun = begun,
            Ended = ended,
            NumericsVersions = [.. versions],
            Digest = Convert.ToHexStringLower(digest.GetHashAndReset()),
            Tasks = [.. campaign.Spec.Tasks.Zip(campaign.TaskContents.Hashes, (task, hash) => (task.Title, hash))],
            Failed = [.. store.Quarantined(campaign.Id).Select(item => (item.Item.Value, item.Failures, item.Error))],
        });
    }
}
