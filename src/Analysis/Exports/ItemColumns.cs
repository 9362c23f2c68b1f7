using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Analysis.Exports;

/// <summary>The columns of <c>items.csv</c> and <c>items.parquet</c>: one row for each finished work item, by ascending index.</summary>
public static class ItemColumns
{
    /// <summary>
    /// The columns. For each estimator <c>X</c>: <c>X_lambda</c>, <c>X_standard_error</c>, <c>X_r2</c>, <c>X_window_start</c>,
    /// <c>X_window_end</c>, <c>X_kept</c>; for each threshold <c>a</c>: <c>tau_a</c>, null where censored.
    /// </summary>
    public static TableColumns<ItemRow> Of(CampaignSpec campaign)
    {
        var columns = new TableColumns<ItemRow>()
            .Count("index", row => row.Index)
            .Count("seed", row => row.Seed)
            .Text("task", row => row.Cell.Task.Title)
            .Text("architecture", row => row.Cell.Architecture.Name)
            .Number("l2", row => row.Cell.L2)
            .Number("momentum", row => row.Cell.Momentum)
            .Number("epsilon", row => row.Cell.Epsilon)
            .Number("eta", row => row.Cell.LearningRate);
        // Others would have nothing to say of any item.
        foreach (var estimator in Enum.GetValues<Estimator>().Where(estimator => estimator.Applies(campaign))) Add(columns, estimator);
        if (campaign.Tangents > 1)
        {
            for (var i = 1; i < campaign.Tangents; i++)
            {
                var tangent = i;
                columns.Number(FormattableString.Invariant($"tangent_{i + 1}_lambda"), row => row.Spectrum?.Exponents[tangent]);
            }
            columns.Number("tangent_sum", row => row.Spectrum?.Sum).Number("kaplan_yorke", row => row.Spectrum?.KaplanYorke);
        }
        columns.Number("initial_distance", row => row.InitialDistance)
            .Number("final_accuracy", row => row.FinalAccuracy)
            .Number("best_accuracy", row => row.BestAccuracy);
        foreach (var (a, threshold) in campaign.Thresholds.Index()) columns.Count($"tau_{CsvText.Of(threshold)}", row => row.TrainingTimes[a]);
        return columns.Count("diverged_at", row => row.DivergedAt).Text("digest", row => row.Digest).Count("numerics_version", row => row.NumericsVersion);
    }

    private static void Add(TableColumns<ItemRow> columns, Estimator estimator)
    {
        var name = estimator == Estimator.LogMean ? "log_mean" : estimator.ToString().ToLowerInvariant();
        columns.Number($"{name}_lambda", row => Estimate(row)?.Lambda)
            .Number($"{name}_standard_error", row => Estimate(row)?.StandardError)
            .Number($"{name}_r2", row => Estimate(row)?.RSquared)
            .Count($"{name}_window_start", row => Estimate(row)?.WindowStart)
            .Count($"{name}_window_end", row => Estimate(row)?.WindowEnd)
            .Flag($"{name}_kept", row => Estimate(row)?.Kept);

        ExponentEstimate? Estimate(ItemRow row) => row.Estimates.GetValueOrDefault(estimator);
    }
}
