using System.Globalization;
using Chaos.Actors.Dynamics.Campaigns;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Coordinator.Campaigns;

/// <summary>PullRoute the tree of a campaign file into a <see cref="CampaignSpec"/>, reporting everything that is wrong.</summary>
internal static class CampaignFileReader
{
    private const int BaselineEpochs = 201;
    private const int MaximumSamples = int.MaxValue;

    private static readonly double[] BaselineThresholds = [0.70, 0.80, 0.85, 0.90];

    private static readonly string[] Fields =
    [
        "name", "task", "train", "test", "architectures", "learningRates", "l2", "seeds", "epochs", "perturbation",
        "thresholds",
    ];

    /// <summary>The campaign, or null when too much is wrong to make one.</summary>
    public static CampaignSpec? Read(CampaignFileNode root, string path, CampaignFileProblems problems)
    {
        if (CampaignFileFields.Of(root, "", Fields, problems) is not { } fields) return null;
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;

        var name = fields.Optional("name") is { } given ? Name(given, problems) : NameOf(path);
        var task = fields.Required("task", "one of " + string.Join(", ", CampaignFileTask.Shipped)) is { } taskNode
            ? CampaignFileTask.Read(taskNode, "task", folder, problems)
            : null;
        var train = Count("train", "a number of training samples", MaximumSamples);
        var test = Count("test", "a number of test samples", MaximumSamples);
        var architectures = fields.Required("architectures", "a list such as [{hidden: [64], activation: tanh}]") is { } list
            ? CampaignFileArchitectures.Read(list, "architectures", problems)
            : null;
        var rates = fields.Required("learningRates", "a list of numbers or {from, to, points, scale}") is { } rateNode
            ? CampaignFileRates.Read(rateNode, "learningRates", problems)
            : null;
        var l2 = fields.Optional("l2") is { } l2Node ? L2(l2Node, problems) : [0];
        var seeds = fields.Required("seeds", "the number of seeds") is { } seedNode
            ? CampaignFileNumbers.Count(seedNode, "seeds", "the number of seeds", int.MaxValue, problems)
            : null;
        var epochs = fields.Optional("epochs") is null
            ? BaselineEpochs
            : Count("epochs", "the number of epochs", CampaignLimits.Epochs);
        var perturbation = fields.Optional("perturbation") is { } kick
            ? Perturbation(kick, problems)
            : Dynamics.Training.Perturbation.Baseline;
        var thresholds = fields.Optional("thresholds") is { } levels
            ? CampaignFileNumbers.List(
                levels, "thresholds", "a test accuracy above 0 and at most 1", level => level is > 0 and <= 1, problems)
            : BaselineThresholds;

        if (problems.Any) return null;
        var campaign = new CampaignSpec
        {
            Name = name!,
            Task = task! with { Train = train, Test = test },
            Architectures = architectures!,
            L2 = l2!,
            LearningRates = rates!,
            Seeds = seeds!.Value,
            Epochs = epochs!.Value,
            Perturbation = perturbation!,
            Thresholds = thresholds!,
        };
        return Size(campaign, root, problems) ? campaign : null;

        int? Count(string field, string what, int maximum) => fields.Optional(field) is { } node
            ? CampaignFileNumbers.Count(node, field, what, maximum, problems)
            : null;
    }

    private static double[]? L2(CampaignFileNode node, CampaignFileProblems problems)
    {
        const string coefficient = "a number of at least 0";
        if (node is CampaignFileList)
            return CampaignFileNumbers.List(node, "l2", coefficient, value => value >= 0, problems);
        return CampaignFileNumbers.Real(node, "l2", coefficient + ", or a list of them", value => value >= 0, problems)
            is { } single ? [single] : null;
    }

    private static Perturbation? Perturbation(CampaignFileNode node, CampaignFileProblems problems)
    {
        if (CampaignFileFields.Of(node, "perturbation", ["count", "epsilon"], problems) is not { } fields) return null;
        var baseline = Dynamics.Training.Perturbation.Baseline;
        var count = fields.Optional("count") is { } replicas
            ? CampaignFileNumbers.Count(
                replicas, "perturbation.count", "the number of perturbed replicas", CampaignLimits.Replicas, problems)
            : baseline.Count;
        var epsilon = fields.Optional("epsilon") is { } size
            ? CampaignFileNumbers.Real(
                size, "perturbation.epsilon", "a number of at least 0", value => value >= 0, problems)
            : baseline.Epsilon;
        return count is null || epsilon is null ? null : new Perturbation(count.Value, epsilon.Value);
    }

    private static string? Name(CampaignFileNode node, CampaignFileProblems problems)
    {
        if (node is CampaignFileScalar { IsNothing: false } text && CampaignLimits.IsName(text.Value)) return text.Value;
        problems.Expected(
            node, "name", $"1 to {CampaignLimits.NameLength} letters, digits, '-', '_' or '.', starting with a letter or digit");
        return null;
    }

    // The name is also a folder's name and part of a journal key, so a file's name is made to fit.
    private static string NameOf(string path)
    {
        var stem = Path.GetFileNameWithoutExtension(path);
        var name = string.Concat(stem.Select(c => CampaignLimits.IsNameCharacter(c) ? c : '-')).TrimStart('-', '_', '.');
        if (name.Length > CampaignLimits.NameLength) name = name[..CampaignLimits.NameLength];
        return CampaignLimits.IsName(name) ? name : "campaign";
    }

    private static bool Size(CampaignSpec campaign, CampaignFileNode root, CampaignFileProblems problems)
    {
        if (CampaignLimits.HoldsGrid(campaign)) return true;
        var cells = (decimal)campaign.Architectures.Count * campaign.L2.Count * campaign.LearningRates.Count;
        problems.Add(root.Start, "", string.Create(CultureInfo.InvariantCulture,
            $"found {cells:#,0} cells × {campaign.Seeds:#,0} seeds, expected at most {CampaignLimits.Cells:#,0} cells and {CampaignLimits.Items:#,0} items"));
        return false;
    }
}
