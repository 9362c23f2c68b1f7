using System.Globalization;
using Chaos.Actors.Dynamics.Losses;

namespace Chaos.Actors.Campaigns.Files;

/// <summary>Turns the tree of a campaign file into a <see cref="CampaignSpec"/>, reporting everything that is wrong.</summary>
internal static class CampaignFileReader
{
    private const int BaselineEpochs = 201;
    private const int MaximumSamples = int.MaxValue;

    private static readonly double[] BaselineThresholds = [0.70, 0.80, 0.85, 0.90];

    private static readonly string[] Fields =
    [
        "name", "task", "tasks", "train", "test", "architectures", "loss", "learningRates", "l2", "momentum", "seeds", "epochs", "perturbation",
        "thresholds", "observe", "accuracies", "functions", "tangents", "hessian", "attribution", "verdict", "search",
    ];

    /// <summary>The campaign, or null when too much is wrong to make one.</summary>
    public static CampaignSpec? Read(CampaignFileNode root, string path, CampaignFileProblems problems)
    {
        if (CampaignFileFields.Of(root, "", Fields, problems) is not { } fields) return null;
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;

        var name = fields.Optional("name") is { } given ? Name(given, problems) : NameOf(path);
        var train = Count("train", "a number of training samples", MaximumSamples);
        var test = Count("test", "a number of test samples", MaximumSamples);
        var tasks = CampaignFileTasks.Read(fields, train, test, folder, problems);
        var architectures = fields.Required("architectures", "{hidden: [64], activation: tanh} or a list of such") is { } list
            ? CampaignFileArchitectures.Read(list, "architectures", problems)
            : null;
        const string rateForms = "a number, a list of numbers or {from, to, points, scale}";
        var search = fields.Optional("search");
        var rates = (CampaignFileSearch.HasRange(search) ? fields.Optional("learningRates") : fields.Required("learningRates", rateForms)) is { } rateNode
            ? CampaignFileRates.Read(rateNode, "learningRates", problems)
            : null;
        var l2 = fields.Optional("l2") is { } decay
            ? CampaignFileNumbers.List(decay, "l2", "a number of at least 0", value => value >= 0, problems)
            : [0];
        var momenta = fields.Optional("momentum") is { } velocity
            ? CampaignFileNumbers.List(velocity, "momentum", "a number from 0 to below 1", value => value is >= 0 and < 1, problems)
            : [0];
        var loss = fields.Optional("loss") is { } small ? Loss(small, problems) : Dynamics.Losses.Loss.CrossEntropy;
        if (loss is not null && tasks?.FirstOrDefault(task => loss.Fault(task.HasRealTargets) is not null) is { } real)
        {
            problems.Add(
                (fields.Optional("loss") ?? fields.Optional("tasks") ?? fields.Optional("task")!).Start, "loss",
                $"found {loss}, a loss of classes, and real targets in the task {real.Name}, expected loss: "
                + string.Join(" or ", Dynamics.Losses.Loss.All.Where(one => one.TakesRealTargets)));
        }
        var seeds = fields.Required("seeds", "the number of seeds, or {from: 8, count: 4}") is { } seedNode
            ? CampaignFileSeeds.Read(seedNode, "seeds", problems)
            : null;
        var epochs = fields.Optional("epochs") is null
            ? BaselineEpochs
            : Count("epochs", "the number of epochs", CampaignLimits.Epochs);
        var perturbation = fields.Optional("perturbation") is { } kick
            ? CampaignFilePerturbation.Read(kick, epochs, problems)
            : CampaignFilePerturbation.Usual;
        var thresholds = fields.Optional("thresholds") is { } levels
            ? CampaignFileNumbers.List(
                levels, "thresholds", "a test accuracy above 0 and at most 1", level => level is > 0 and <= 1, problems)
            : BaselineThresholds;
        var observe = CampaignFileObserve.Read(fields, perturbation?.Count, problems);

        var verdict = fields.Optional("verdict") is { } criterion
            ? CampaignFileVerdict.Read(criterion, "verdict", thresholds, problems)
            : VerdictCriterion.Default;
        var tangents = Count("tangents", "the number of tangent vectors", CampaignLimits.Tangents) ?? 0;
        var looked = search is null ? null : CampaignFileSearch.Read(search, "search", rates, problems);
        var hessian = Every("hessian");
        var attribution = Every("attribution");
        if (!problems.Any && perturbation!.Count + tangents == 0)
            problems.Add(root.At("perturbation.count").Start, "perturbation.count", "found no perturbed replicas and no tangents, expected at least one of both");
        if (attribution > 0 && tangents == 0)
            problems.Add(root.At("attribution").Start, "attribution", "found no tangents, expected tangents: 1 or more, whose growth is attributed");

        if (problems.Any) return null;
        var campaign = SearchGrid.Start(new CampaignSpec
        {
            Name = name!,
            Tasks = tasks!,
            Architectures = architectures!,
            L2 = l2!,
            Epsilons = perturbation!.Epsilons,
            LearningRates = rates ?? looked!.Ladder,
            FirstSeed = seeds!.Value.From,
            Seeds = seeds.Value.Count,
            Epochs = epochs!.Value,
            Replicas = perturbation.Count,
            PerturbedAt = perturbation.At,
            PerturbedOn = perturbation.On,
            Rescales = perturbation.Rescale,
            Thresholds = thresholds!,
            Loss = loss!,
            Momenta = momenta!,
            Observe = observe!,
            Tangents = tangents,
            HessianEvery = hessian,
            AttributionEvery = attribution,
            Verdict = verdict!,
            Search = looked,
        });
        CampaignFileSearch.CheckBudget(campaign, root, problems);
        return Size(campaign, root, problems) && !problems.Any ? campaign : null;

        int Every(string field) =>
            fields.Optional(field) is { } node
            && CampaignFileFields.Of(node, field, ["every"], problems) is { } inside
            && inside.Required("every", "a number of epochs") is { } number
                ? CampaignFileNumbers.Count(number, inside.Child("every"), "a number of epochs", CampaignLimits.Epochs, problems) ?? 0
                : 0;

        int? Count(string field, string what, int maximum) => fields.Optional(field) is { } node
            ? CampaignFileNumbers.Count(node, field, what, maximum, problems)
            : null;
    }

    private static Loss? Loss(CampaignFileNode node, CampaignFileProblems problems)
    {
        if (node is CampaignFileScalar { IsNothing: false } scalar && Dynamics.Losses.Loss.Named(scalar.Value) is { } loss) return loss;
        problems.Add(node.Start, "loss", $"found {node.Describe()}, " + CampaignFileSuggestion.For(
            node is CampaignFileScalar text ? text.Value : "", [.. Dynamics.Losses.Loss.All.Select(known => known.Text)]));
        return null;
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
        problems.Add(root.Start, "", string.Create(CultureInfo.InvariantCulture,
            $"found {CampaignLimits.CellsOf(campaign):#,0} cells × {campaign.Seeds:#,0} seeds, expected at most {CampaignLimits.Cells:#,0} cells and {CampaignLimits.Items:#,0} items"));
        return false;
    }
}
