using System.CommandLine;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Campaigns.Files;
using Chaos.Actors.Cli.Embedded;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Cli.Outputs;
using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Cli.Starts;

namespace Chaos.Actors.Cli.Commands;

/// <summary><c>chaos init</c>: a campaign file to begin with, every field explained.</summary>
internal static class InitCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE")
        {
            Description = "the campaign file to write (default: campaign.yaml)",
            DefaultValueFactory = _ => "campaign.yaml",
        };
        var task = new Option<string>("--task")
        {
            Description = "the data: mnist, iris, wine, breast-cancer, digits, or a CSV file whose last column is the label",
            HelpName = "TASK",
            DefaultValueFactory = _ => "iris",
        };
        var command = new Verb("init", "Write a campaign file to begin with, every field explained.",
            ["init mine.yaml", "init mine.yaml --task samples.csv"])
        {
            file, task,
        };
        command.SetAction(parsed => Write(parsed.GetRequiredValue(file), parsed.GetRequiredValue(task)));
        return command;
    }

    private static int Write(string path, string task)
    {
        var target = Path.GetFullPath(path);
        if (Directory.Exists(target)) throw new UserError($"{path}: is a folder, expected a file to write, such as {Path.Combine(path, "campaign.yaml")}");
        if (File.Exists(target)) throw new UserError($"{path}: is there already; choose another name");
        var start = StartTask.Of(task, Path.GetDirectoryName(target)!);
        var name = Path.GetFileNameWithoutExtension(target);
        OutputFile.WriteText(target, writer => writer.Write(CampaignTemplate.Of(name, start.Text, start.Data)));
        CampaignDocument document;
        try
        {
            document = CampaignFile.Read(target);
        }
        catch (CampaignFileException)
        {
            // Such as a file's name that is none for a campaign.
            File.Delete(target);
            throw;
        }
        Preflight.Check(document.Campaign, [start.Data], slots: 1, document).Warn();
        Screen.Result(path);
        var argument = Format.Argument(path);
        Screen.Message($"{Format.Count(document.Campaign.Grid.Items)} items as it stands. Read and change it, then:\n"
            + $"  {RunFolder.Program} validate {argument}\n  {RunFolder.Program} bench {argument}\n  {RunFolder.Program} run {argument}");
        return ExitCode.Complete;
    }
}
