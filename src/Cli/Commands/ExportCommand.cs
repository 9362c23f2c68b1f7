using System.CommandLine;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Cli.Results;
using Chaos.Actors.Cli.Screens;

namespace Chaos.Actors.Cli.Commands;

/// <summary><c>chaos export DIR</c>: the stored results as plain files.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var directory = new Argument<string>("DIR") { Description = "the folder of a campaign, finished or not" };
        var format = new Option<string>("--format") { Description = "the files' format", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong("csv");
        var output = new Option<string?>("--out") { Description = "folder for the files (default: DIR)", HelpName = "DIR" };
        var command = new Command("export", "Write the results as CSV: items.csv, cells.csv.") { directory, format, output };
        command.SetAction(parsed =>
        {
            var folder = RunFolder.Existing(parsed.GetRequiredValue(directory));
            var target = Path.GetFullPath(parsed.GetValue(output) ?? folder.Path);
            foreach (var path in ResultFiles.WriteTables(folder, Estimator.Growth, target).Paths)
                Screen.Result(Format.Path(path));
            return ExitCode.Complete;
        });
        return command;
    }
}
