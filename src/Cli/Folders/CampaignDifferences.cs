using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Dynamics.Campaigns;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Cli.Folders;

/// <summary>In what two campaigns differ, in the words of the campaign file.</summary>
internal static class CampaignDifferences
{
    private const int LongestValue = 60;

    /// <summary>One phrase a field: <c>seeds (50 there, 4 here)</c>.</summary>
    public static IReadOnlyList<string> Between(CampaignSpec there, CampaignSpec here) =>
        [.. Fields(there).Zip(Fields(here), (a, b) => (a.Field, There: a.Value, Here: b.Value))
            .Where(field => field.There != field.Here)
            .Select(field => $"{field.Field} ({Short(field.There)} there, {Short(field.Here)} here)")];

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
        IdxFiles f => $"{task.Name} ({f.TrainImages}, {f.TrainLabels}, {f.TestImages}, {f.TestLabels})",
        CsvFiles f => $"{task.Name} ({f.Train}, {f.Test ?? "every fifth row"}, {(f.Standardise ? "standardised" : "as it is")})",
        _ => task.Name,
    };

    // Round trip, so that two numbers are the same text only when they are the same number.
    private static string Numbers(IEnumerable<double> values) =>
        string.Join(", ", values.Select(value => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture)));

    private static string Short(string value) => value.Length > LongestValue ? value[..LongestValue] + "…" : value;
}
