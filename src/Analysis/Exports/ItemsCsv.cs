using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Analysis.Exports;

/// <summary><c>items.csv</c>: one row for each finished work item, by ascending index.</summary>
public static class ItemsCsv
{
    /// <summary>
    /// Writes the table row by row, holding none of it. For each estimator <c>X</c>: <c>X_lambda</c>,
    /// <c>X_standard_error</c>, <c>X_r2</c>, <c>X_window_start</c>, <c>X_window_end</c>, <c>X_kept</c>; for each
    /// threshold <c>a</c>: <c>tau_a</c>, empty where censored.
    /// </summary>
    /// <exception cref="ArgumentException">The rows are not in ascending order of their index.</exception>
    public static void Write(TextWriter destination, CampaignSpec campaign, IEnumerable<ItemRow> rows)
    {
        using var table = new CsvTable(destination);
        WriteHeader(table, campaign);
        var previous = -1L;
        foreach (var row in rows)
        {
            if (row.Index <= previous)
                throw new ArgumentException($"Item {row.Index} came after item {previous}.", nameof(rows));
            previous = row.Index;
            WriteRow(table, campaign, row);
        }
    }

    private static void WriteHeader(CsvTable table, CampaignSpec campaign)
    {
        table.Add("index").Add("seed").Add("task").Add("architecture").Add("l2").Add("momentum").Add("epsilon").Add("eta");
        foreach (var estimator in Estimators(campaign))
        {
            var name = estimator == Estimator.LogMean ? "log_mean" : estimator.ToString().ToLowerInvariant();
            table.Add($"{name}_lambda").Add($"{name}_standard_error").Add($"{name}_r2")
                .Add($"{name}_window_start").Add($"{name}_window_end").Add($"{name}_kept");
        }

        if (campaign.Tangents > 1)
        {
            for (var i = 2; i <= campaign.Tangents; i++) table.Add(FormattableString.Invariant($"tangent_{i}_lambda"));
            table.Add("tangent_sum").Add("kaplan_yorke");
        }

        table.Add("initial_distance").Add("final_accuracy").Add("best_accuracy");
        foreach (var threshold in campaign.Thresholds) table.Add($"tau_{CsvTable.Text(threshold)}");
        table.Add("diverged_at").Add("digest").Add("numerics_version").EndRow();
    }

    private static void WriteRow(CsvTable table, CampaignSpec campaign, ItemRow row)
    {
        table.Add(row.Index).Add(row.Seed).Add(row.Cell.Task.Title).Add(row.Cell.Architecture.Name)
            .Add(row.Cell.L2).Add(row.Cell.Momentum).Add(row.Cell.Epsilon).Add(row.Cell.LearningRate);
        foreach (var estimator in Estimators(campaign))
        {
            var estimate = row.Estimates.GetValueOrDefault(estimator);
            table.Add(estimate?.Lambda).Add(estimate?.StandardError).Add(estimate?.RSquared)
                .Add(estimate?.WindowStart).Add(estimate?.WindowEnd).Add(estimate?.Kept);
        }

        if (campaign.Tangents > 1)
        {
            for (var i = 1; i < campaign.Tangents; i++) table.Add(row.Spectrum?.Exponents[i]);
            table.Add(row.Spectrum?.Sum).Add(row.Spectrum?.KaplanYorke);
        }

        table.Add(row.InitialDistance).Add(row.FinalAccuracy).Add(row.BestAccuracy);
        foreach (var time in row.TrainingTimes) table.Add(time);
        table.Add(row.DivergedAt).Add(row.Digest).Add(row.NumericsVersion).EndRow();
    }

    // Others would have nothing to say of any item.
    private static IEnumerable<Estimator> Estimators(CampaignSpec campaign) =>
        Enum.GetValues<Estimator>().Where(estimator => estimator.Applies(campaign));
}
