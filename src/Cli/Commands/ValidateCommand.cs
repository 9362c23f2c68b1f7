using System.CommandLine;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Cli.Embedded;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Campaigns.Files;
using Chaos.Actors.Campaigns;

namespace Chaos.Actors.Cli.Commands;

/// <summary><c>chaos validate FILE</c>: everything that can be checked without computing.</summary>
internal static class ValidateCommand
{
    private const int MostNetworks = 20;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "the campaign, a YAML file" };
        var slots = Options.Slots();
        var json = Options.Json();
        var command = new Verb("validate", "Check a campaign file and its data; show the grid and the work.",
            ["validate campaigns/quick.yaml", "validate mine.yaml --json"])
        {
            file, slots, json,
        };
        command.SetAction(parsed =>
        {
            var path = ShippedCampaigns.Find(parsed.GetRequiredValue(file));
            var document = CampaignFile.Read(path);
            var campaign = document.Campaign;
            var preflight = Preflight.Check(campaign, parsed.GetValue(slots), document);
            if (parsed.GetValue(json)) JsonOutput.Write(Json(campaign, preflight));
            else Show(path, campaign, preflight);
            return ExitCode.Complete;
        });
        return command;
    }

    private static void Show(string path, CampaignSpec campaign, Preflight preflight)
    {
        var grid = campaign.Grid;
        Screen.Result($"{path}: good");
        Screen.Result($"  campaign  {campaign.Name}");
        foreach (var task in preflight.Tasks)
        {
            Screen.Result($"  task      {task.Name}: {Format.Count(task.Train.Count)} training and {Format.Count(task.Test.Count)} test samples, "
                + $"{TaskText.Shape(task)}, {TaskText.Answers(task)}");
            foreach (var content in task.Files) Screen.Result($"  file      {TaskText.File(content)}");
            Screen.Result($"  training  {TaskText.Part(task, task.Train)}");
            Screen.Result($"  test      {TaskText.Part(task, task.Test)}");
            Screen.Result($"  content   {task.ContentHash}");
        }
        foreach (var architecture in campaign.Architectures.Take(MostNetworks))
        {
            var parameters = preflight.Tasks.Select(task => Format.Count(Preflight.Parameters(architecture, task)));
            Screen.Result($"  network   {architecture}: {string.Join(", ", parameters)} parameters");
        }
        if (campaign.Architectures.Count > MostNetworks)
            Screen.Result($"            … {Format.Count(campaign.Architectures.Count - MostNetworks)} more networks, all of them with --json");
        var tasks = campaign.Tasks.Count > 1 ? $"{campaign.Tasks.Count} tasks × " : "";
        var momenta = campaign.Momenta.Count > 1 ? $"{campaign.Momenta.Count} momenta × " : "";
        var epsilons = campaign.Epsilons.Count > 1 ? $"{campaign.Epsilons.Count} ε × " : "";
        Screen.Result($"  grid      {tasks}{campaign.Architectures.Count} networks × {campaign.L2.Count} l2 × {momenta}{epsilons}{campaign.LearningRates.Count} η "
            + $"({Format.Axis(campaign.LearningRates[0])} … {Format.Axis(campaign.LearningRates[^1])}) = {Format.Count(grid.Cells)} cells");
        if (campaign.Search is { } search)
        {
            Screen.Result($"  search    the onset and the fastest η to a width of {Format.Percent(search.Width)}, at most {Format.Count(campaign.Seeds)} seeds"
                + $"{(search.Budget > 0 ? $" and {Format.Count(search.Budget)} items" : "")}; the first round has {Format.Count(grid.Items)}");
        }
        else Screen.Result($"  items     {Format.Count(grid.Cells)} cells × {Format.Count(campaign.Seeds)} seeds{(campaign.FirstSeed > 0 ? $" from {campaign.FirstSeed}" : "")} = {Format.Count(grid.Items)} items");
        Screen.Result($"  work      {Format.Count(grid.Items)} items × {campaign.Replicas + 1} copies × {campaign.Epochs} epochs"
            + (campaign.PerturbedAt > 0 && campaign.Replicas > 0 ? $", replicas from epoch {campaign.PerturbedAt} on" : "")
            + $" = {grid.ReplicaEpochs:#,0} replica-epochs");
        foreach (var warning in preflight.Warnings) Screen.Result($"  warning   {warning}");
    }

    private static object Json(CampaignSpec campaign, Preflight preflight) => new
    {
        Schema = "chaos/validate/2",
        Campaign = campaign.Name,
        Tasks = preflight.Tasks.Select(task => new
        {
            task.Name,
            task.ContentHash,
            Train = task.Train.Count,
            Test = task.Test.Count,
            task.Features,
            Shape = task.Shape.ToString(),
            task.Classes,
            RealTargets = task.HasRealTargets ? task.Outputs : 0,
            task.Files,
            TrainClasses = TaskText.Counts(task, task.Train).Select(c => new { c.Class, c.Samples }),
            TestClasses = TaskText.Counts(task, task.Test).Select(c => new { c.Class, c.Samples }),
        }),
        preflight.Warnings,
        Architectures = campaign.Architectures.Select(a => new
        {
            a.Name,
            Parameters = preflight.Tasks.Select(task => Preflight.Parameters(a, task)),
        }),
        campaign.L2,
        campaign.Momenta,
        Loss = campaign.Loss.Text,
        campaign.Tangents,
        campaign.HessianEvery,
        campaign.AttributionEvery,
        campaign.LearningRates,
        campaign.FirstSeed,
        campaign.Seeds,
        campaign.Epochs,
        campaign.Replicas,
        campaign.Epsilons,
        campaign.PerturbedAt,
        PerturbedOn = campaign.PerturbedOn.Text,
        campaign.Rescales,
        Observe = campaign.Observe.Select(observable => observable.Text),
        campaign.Thresholds,
        campaign.Grid.Cells,
        campaign.Grid.Items,
        campaign.Grid.ReplicaEpochs,
    };
}
