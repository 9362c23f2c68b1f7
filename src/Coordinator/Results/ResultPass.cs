using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Analysis.Exports;
using Chaos.Actors.Analysis.Reports;

namespace Chaos.Actors.Coordinator.Results;

/// <summary>One pass over the series of a campaign, the largest thing there is: while rows are written, the analyser listens.</summary>
public sealed class ResultPass
{
    private readonly ResultsStore _store;
    private readonly Action<string, long, long> _progress;
    private readonly CampaignAnalyser _analyser;

    /// <summary>Prepares it.</summary>
    /// <param name="store">The database.</param>
    /// <param name="campaign">The campaign.</param>
    /// <param name="estimator">How Λ is read.</param>
    /// <param name="about">What is known of its origin beside what is stored.</param>
    /// <param name="progress">Is told how far it has come: what is being done, the present one, and how many there are.</param>
    public ResultPass(
        ResultsStore store, StoredCampaign campaign, Estimator estimator, Provenance about, Action<string, long, long>? progress = null)
    {
        (_store, Campaign, _progress) = (store, campaign, progress ?? ((_, _, _) => { }));
        var record = StoredRecord.Of(store, campaign, about);
        Provenance = record.Provenance;
        _analyser = new CampaignAnalyser(campaign.Spec, estimator, record.Flow, record.SecondsPerItem);
    }

    /// <summary>The campaign.</summary>
    public StoredCampaign Campaign { get; }

    /// <summary>Where the results come from.</summary>
    public Provenance Provenance { get; }

    /// <summary>The finished items by index; to be gone through once, to the end.</summary>
    public IEnumerable<StoredResult> Items()
    {
        foreach (var result in _store.Read(Campaign.Id))
        {
            _progress("reading item", result.Item.Value + 1, Campaign.Spec.Grid.Items);
            _analyser.Add(result.Item.Value, result.Series);
            yield return result;
        }
    }

    /// <summary>An item as a row of a table.</summary>
    public ItemRow Row(StoredResult result) =>
        ItemRow.From(Campaign.Spec, result.Item.Value, result.Series, result.Digest, result.NumericsVersion);

    /// <summary>What the items say that have passed.</summary>
    public CampaignAnalysis Analysis() => _analyser.Result((cell, all) => _progress("resampling the seeds of cell", cell, all));
}
