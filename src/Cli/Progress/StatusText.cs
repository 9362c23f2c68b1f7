using Chaos.Actors.Api.Documents;
using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Cli.Results;
using Chaos.Actors.Messages.Campaigns;

namespace Chaos.Actors.Cli.Progress;

/// <summary>Where a campaign stands, on stdout: for people or for programs.</summary>
internal static class StatusText
{
    // What a person reads; a program takes --json.
    private const int MostRows = 100;
    private const int MostFailed = 20;

    /// <summary>Writes it.</summary>
    public static void Write(CampaignSpec campaign, CampaignStatus status, string state, bool json)
    {
        if (json)
        {
            JsonOutput.Write(StatusDocument.Of(campaign, status, state));
            return;
        }
        Screen.Result($"{campaign.Name}: {state}, {Format.Count(status.Done)} of {Format.Count(status.Items)} items done"
            + $" ({Format.Percent((double)status.Done / status.Items)}), {Format.Count(status.Failed)} failed");
        if (status.Reason is not null) Screen.Result(status.Reason);
        if ((campaign.Search?.Ended ?? SearchText.Round(campaign, status.Items - status.Done)) is { } search) Screen.Paragraph(search);
        Screen.Result("");
        Screen.Result(CellTable.Create(campaign, status, Console.IsOutputRedirected ? int.MaxValue : Screen.Width, MostRows));
        if (status.Cells.Count > MostRows)
            Screen.Result($"… {Format.Count(status.Cells.Count - MostRows)} more cells: all of them with --json");
        foreach (var left in status.LeftOut) Screen.Result($"left out: {left.Node}; {left.Reason}");
        foreach (var item in status.Quarantined.Take(MostFailed))
            Screen.Result($"failed: item {item.Item} after {item.Failures} attempts on {item.Node}: {item.Error}");
        if (status.Quarantined.Count > MostFailed)
            Screen.Result($"… {Format.Count(status.Quarantined.Count - MostFailed)} more failed items: all of them with --json");
    }
}
