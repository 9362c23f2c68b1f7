using System.CommandLine;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Cli.Progress;
using Chaos.Actors.Cli.Results;
using Chaos.Actors.Cli.Screens;

namespace Chaos.Actors.Cli.Commands;

/// <summary><c>chaos export DIR</c>: the stored results as plain files.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var where = Options.Results();
        var campaign = Options.Campaign();
        var format = new Option<string>("--format") { Description = "the files' format", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong("csv");
        var output = new Option<string?>("--out") { Description = "folder for the files (default: the campaign's, or runs/<campaign>)", HelpName = "DIR" };
        var command = new Command("export", "Write the results as CSV, items.csv and cells.csv, and the verdict as verdict.json.") { where, campaign, format, output };
        command.SetAction(parsed =>
        {
            var results = StoredResults.Find(parsed.GetValue(where), parsed.GetValue(campaign));
            var target = Path.GetFullPath(parsed.GetValue(output) ?? results.Folder);
            using var progress = new StepProgress(TimeProvider.System);
            foreach (var path in ResultFiles.WriteTables(results, Exponent.Usual(results.Campaign.Spec), target, progress).Paths)
                Screen.Result(Format.Path(path));
            return ExitCode.Complete;
        });
        return command;
    }
}
