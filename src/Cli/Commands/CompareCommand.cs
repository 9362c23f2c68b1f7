using System.CommandLine;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Analysis.Comparisons;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Campaigns.Canonical;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Cli.Progress;
using Chaos.Actors.Cli.Results;
using Chaos.Actors.Cli.Screens;

namespace Chaos.Actors.Cli.Commands;

/// <summary>
/// <c>chaos compare A B</c>: two campaigns cell by cell, from their stored series. Items of the same content that have not the same bits
/// are a mismatch (exit code 6).
/// </summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var (first, second) = (Where("A"), Where("B"));
        var (campaign, other) = (Name("--campaign", "A"), Name("--campaign-b", "B (default: as of A)"));
        var json = Options.Json();
        var command = new Verb("compare", "Compare two campaigns cell by cell, paired by seed, and their bits.",
            ["compare quick other", "compare runs/a runs/b --json"], ExitCode.Mismatch)
        {
            first, second, campaign, other, json,
        };
        command.SetAction(parsed =>
        {
            var (a, b) = (parsed.GetRequiredValue(first), parsed.GetRequiredValue(second));
            var name = parsed.GetValue(campaign);
            using var progress = new StepProgress(TimeProvider.System);
            var (one, two) = (Read(a, name, progress), Read(b, parsed.GetValue(other) ?? name, progress));
            var comparison = CampaignComparison.Of(one, two);
            var differences = SpecDifferences.Between(one.Campaign, two.Campaign, "in A", "in B");
            if (parsed.GetValue(json)) JsonOutput.Write(ComparisonJson.Of(one.Campaign, two.Campaign, differences, comparison));
            else new ComparisonText(one.Campaign, two.Campaign, comparison).Write(differences);
            return comparison.Items.Different.Count > 0 ? ExitCode.Mismatch : ExitCode.Complete;
        });
        return command;
    }

    private static ComparedCampaign Read(string where, string? name, StepProgress progress)
    {
        var results = StoredResults.Find(where, name);
        var items = results.Store.Summaries(results.Campaign.Id).ToDictionary(
            row => row.Item.Value, row => new ComparedItem(row.Summary.Lambda, row.Digest, row.NumericsVersion));
        var pass = results.Pass(Exponent.Usual(results.Campaign.Spec), progress);
        foreach (var _ in pass.Items())
        {
            // The analysis listens.
        }
        return new ComparedCampaign(pass.Analysis(), results.Campaign.TaskContents, items);
    }

    private static Argument<string> Where(string name) => new(name)
    {
        Description = "a campaign: its name, found under runs/, or its folder; or a coordinator's SQLite file or connection string",
    };

    private static Option<string?> Name(string name, string of) => new(name)
    {
        Description = $"the campaign's name in {of}, where there are several",
        HelpName = "NAME",
    };
}
