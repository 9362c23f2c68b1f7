using System.CommandLine;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Campaigns.Files;
using Chaos.Actors.Cli.Finish;
using Chaos.Actors.Cli.Folders;

namespace Chaos.Actors.Cli.Commands;

/// <summary><c>chaos onset FILE</c>: looks for the onset of chaos and the fastest η, with as few items as that takes.</summary>
internal static class OnsetCommand
{
    private const string Suffix = "-onset";

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "a campaign, a YAML file: it is looked between the smallest and the largest of its learning rates" };
        var width = Options.Real(
            "--width", "SHARE", "the width of an interval, as a share of its middle, at which that is known (default: the file's, or 0.1)",
            double.NaN, SearchSpec.Widths, SearchSpec.IsWidth);
        var budget = Options.Count("--budget", "N", "the most work items (default: the file's, or as many as it takes)");
        var output = new Option<string?>("--out")
        {
            Description = "folder for results and progress (default: runs/<campaign>-onset); one in use continues there",
            HelpName = "DIR",
        };
        var slots = Options.Slots();
        var every = Options.CheckpointEvery();
        var seeds = Options.Count("--seeds", "N", "the most seeds, instead of the file's number of them");
        var json = Options.Json();
        var command = new Verb("onset", "Find where chaos sets in and which η is fastest, with few items.",
            ["onset campaigns/quick.yaml", "onset mine.yaml --width 0.05 --budget 2000"], ExitCode.FailedItems, ExitCode.Interrupted)
        {
            file, width, budget, output, slots, seeds, every, json,
        };
        var hooks = new FinishHooks(command);
        command.SetAction(async (parsed, _) =>
        {
            var document = CampaignFile.Read(ShippedCampaigns.Find(parsed.GetRequiredValue(file)));
            var campaign = Searching(document, parsed.GetValue(width), parsed.GetValue(budget), parsed.GetValue(seeds));
            var folder = parsed.GetValue(output) ?? RunFolders.Of(campaign.Name);
            return await new CampaignRun(
                campaign, document, new RunFolder(Path.GetFullPath(folder)), parsed.GetValue(slots),
                TimeSpan.FromSeconds(parsed.GetValue(every)), parsed.GetValue(json))
            {
                Finished = notice => hooks.TellAsync(parsed, notice),
            }.ExecuteAsync();
        });
        return command;
    }

    /// <summary>The campaign of a file in the first round of its search.</summary>
    /// <exception cref="CampaignFileException">Its learning rates are no range.</exception>
    private static CampaignSpec Searching(CampaignDocument document, double width, int? budget, int? seeds)
    {
        var campaign = document.Campaign;
        var rates = campaign.LearningRates;
        if (campaign.Search is null && rates[^1] < 2 * rates[0])
        {
            throw document.Misfit("learningRates", FormattableString.Invariant(
                $"found η from {rates[0]:R} to {rates[^1]:R}, expected a range to look for the onset in, its end at least twice its beginning"));
        }
        var search = campaign.Search ?? new SearchSpec { Width = SearchSpec.UsualWidth, Low = rates[0], High = rates[^1] };
        if (!double.IsNaN(width)) search = search with { Width = width };
        if (budget is { } most) search = search with { Budget = most };
        // Of the same file the fixed grid may be run, too.
        var name = campaign.Search is null ? campaign.Name[..Math.Min(campaign.Name.Length, CampaignLimits.NameLength - Suffix.Length)] + Suffix : campaign.Name;
        campaign = SearchGrid.Start(campaign with { Name = name, Search = search, Seeds = seeds ?? campaign.Seeds });
        if (search.Budget == 0 || search.Budget >= campaign.Grid.Items) return campaign;
        throw new UserError($"--budget: found {search.Budget}, expected at least the {campaign.Grid.Items} items of the first round");
    }
}
