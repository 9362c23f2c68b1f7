using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Dynamics.Campaigns;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Cli.Folders;

/// <summary>In what two campaigns differ, in the words of the campaign file.</summary>
internal static class CampaignDifferences
{
    private const int LongestValue = 60;

    /// <summary>
    /// One phrase a field: <c>seeds (50 there, 4 here)</c>. Where a user's own data lie is no difference: their content decides.
    /// </summary>
    public static IReadOnlyList<string> Between(CampaignSpec there, CampaignSpec here) =>
        [.. Fields(there).Zip(Fields(here), (a, b) => (a.Field, There: a.Value, Here: b.Value))
            .Where(field => field.There != field.Here)
            .Select(field => $"{field.Field} ({Apart(field.There, field.Here)} there, {Apart(field.Here, field.There)} here)")];

    private static IEnumerable<(string Field, string Value)> Fields(CampaignSpec campaign) =>
    [
        ("name", campaign.Name),
        ("task", Task(campaign.Task)),
        ("train", campaign.Task.Train is { } train ? Format.Count(train) : "all"),
        ("test", campaign.Task.Test is { } test ? Format.Count(test) : "all"),
        ("architectures", string.Join(", ", campaign.Architectures)),
        ("learningRates", Numbers(campaign.LearningRates)),
        ("l2", Numbers(campaign.L2)),
        ("seeds", Format.Count(campaign.Seeds)),
        ("epochs", Format.Count(campaign.Epochs)),
        ("perturbation.count", Format.Count(campaign.Perturbation.Count)),
        ("perturbation.epsilon", Numbers([campaign.Perturbation.Epsilon])),
        ("thresholds", Numbers(campaign.Thresholds)),
    ];

    private static string Task(TaskSpec task) => task.Files switch
    {
        IdxFiles => "IDX files",
        CsvFiles csv => $"CSV files, {(csv.Test is null ? "every fifth row" : "test rows apart")}, {(csv.Standardise ? "standardised" : "as they are")}",
        _ => task.Name,
    };

    // Round trip, so that two numbers are the same text only when they are the same number.
    private static string Numbers(IEnumerable<double> values) =>
        string.Join(", ", values.Select(value => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture)));

    // The part of a long value in which it differs from the other.
    private static string Apart(string value, string other)
    {
        if (value.Length <= LongestValue && other.Length <= LongestValue) return value;
        var start = Math.Max(0, value.AsSpan().CommonPrefixLength(other) - LongestValue / 3);
        var end = Math.Min(value.Length, start + LongestValue);
        return (start > 0 ? "…" : "") + value[start..end] + (end < value.Length ? "…" : "");
    }
}
