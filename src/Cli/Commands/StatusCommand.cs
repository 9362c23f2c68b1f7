using System.CommandLine;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Cli.Progress;
using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Coordinator.Results;

namespace Chaos.Actors.Cli.Commands;

/// <summary><c>chaos status DIR</c>: where a campaign stands, also while another process runs it.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var directory = new Argument<string>("DIR") { Description = "the folder of a campaign" };
        var json = Options.Json();
        var command = new Command("status", "Show where a campaign stands.") { directory, json };
        command.SetAction(parsed => Show(RunFolder.Existing(parsed.GetRequiredValue(directory)), parsed.GetValue(json)));
        return command;
    }

    private static int Show(RunFolder folder, bool json)
    {
        var running = FolderLock.IsTaken(folder.Lock);
        var store = ResultsStore.OpenRead(folder.Database);
        if (RunFolder.Campaign(store) is not { } stored)
            throw new UserError($"{folder.Shown}: no campaign was begun there yet");
        var status = StoredProgress.Of(store, stored);
        var state = running ? "running" : status.RemainingEpochs > 0 ? "interrupted" : "finished";
        if (json)
        {
            JsonOutput.Write(new
            {
                Schema = "chaos/status/1",
                Campaign = stored.Spec.Name,
                State = state,
                status.Items,
                status.Done,
                status.Failed,
                Cells = status.Cells.Select(cell => StatusCell(stored, cell)),
                status.Quarantined,
            });
            return ExitCode.Complete;
        }
        Screen.Result($"{stored.Spec.Name}: {state}, {Format.Count(status.Done)} of {Format.Count(status.Items)} items done"
            + $" ({Format.Percent((double)status.Done / status.Items)}), {Format.Count(status.Failed)} failed");
        Screen.Result("");
        Screen.Result(CellTable.Create(stored.Spec, status, Console.IsOutputRedirected ? int.MaxValue : Screen.Width, int.MaxValue));
        foreach (var item in status.Quarantined)
            Screen.Result($"failed: item {item.Item} after {item.Failures} attempts on {item.Node}: {item.Error}");
        if (state == "interrupted") Screen.Message($"continue with:  {folder.ResumeCommand}");
        return ExitCode.Complete;
    }

    private static object StatusCell(StoredCampaign stored, Messages.Campaigns.CellProgress cell)
    {
        var point = stored.Spec.Grid.Cell(cell.Cell);
        return new
        {
            cell.Cell,
            Architecture = point.Architecture.Name,
            point.L2,
            point.LearningRate,
            cell.Done,
            cell.Failed,
            cell.Divergent,
            Lambda = cell.MeanLambda,
            Accuracy = cell.MeanFinalAccuracy,
            cell.Reached,
        };
    }
}
