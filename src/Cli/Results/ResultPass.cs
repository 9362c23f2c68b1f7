using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Analysis.Exports;
using Chaos.Actors.Analysis.Reports;
using Chaos.Actors.Cli.Progress;
using Chaos.Actors.Coordinator.Results;

namespace Chaos.Actors.Cli.Results;

/// <summary>One pass over the series of a campaign, the largest thing there is: while rows are written, the analyser listens.</summary>
internal sealed class ResultPass
{
    private readonly StoredResults _results;
    private readonly StepProgress _progress;
    private readonly CampaignAnalyser _analyser;

    /// <summary>Prepares it.</summary>
    /// <param name="results">The campaign's results.</param>
    /// <param name="estimator">How Λ is read.</param>
    /// <param name="progress">Is told how far it has come.</param>
    public ResultPass(StoredResults results, Estimator estimator, StepProgress progress)
    {
        (_results, _progress) = (results, progress);
        var record = StoredRecord.Of(results);
        Provenance = record.Provenance;
        _analyser = new CampaignAnalyser(results.Campaign.Spec, estimator, record.Flow, record.SecondsPerItem);
    }

    /// <summary>Where the results come from.</summary>
    public Provenance Provenance { get; }

    /// <summary>The finished items by index; to be gone through once, to the end.</summary>
    public IEnumerable<StoredResult> Items()
    {
        foreach (var result in _results.Store.Read(_results.Campaign.Id))
        {
            _progress.Show("reading item", result.Item.Value + 1, _results.Campaign.Spec.Grid.Items);
            _analyser.Add(result.Item.Value, result.Series);
            yield return result;
        }
    }

    /// <summary>An item as a row of a table.</summary>
    public ItemRow Row(StoredResult result) =>
        ItemRow.From(_results.Campaign.Spec, result.Item.Value, result.Series, result.Digest, result.NumericsVersion);

    /// <summary>What the items say that have passed.</summary>
    public CampaignAnalysis Analysis() => _analyser.Result((cell, all) => _progress.Show("resampling the seeds of cell", cell, all));
}
