using System.CommandLine;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Cli.Clusters;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Cli.Outputs;
using Chaos.Actors.Cli.Progress;
using Chaos.Actors.Cli.Results;
using Chaos.Actors.Coordinator.Exports;
using Chaos.Actors.Messages;

namespace Chaos.Actors.Cli.Commands;

/// <summary><c>chaos export DIR</c>: the stored results as plain files.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var where = Options.Results();
        var campaign = Options.Campaign();
        var format = new Option<string>("--format")
        {
            Description = "csv: items.csv, cells.csv and verdict.json; parquet: cells, items and all series; hdf5: distances, a file a learning rate, as the authors' scripts read them",
            DefaultValueFactory = _ => "csv",
        };
        format.AcceptOnlyFromAmong("csv", "parquet", "hdf5");
        var output = new Option<string?>("--out") { Description = "folder for the files (default: the campaign's, or runs/<campaign>)", HelpName = "DIR" };
        var command = new Verb("export", "Write results as files for other programs: CSV, Parquet, HDF5.",
            ["export quick", "export quick --format parquet --out tables"])
        {
            where, campaign, format, output,
        };
        var cluster = new ClientOptions(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            if (cluster.IsMeantInsteadOf(parsed, parsed.GetValue(where)))
            {
                var named = new CampaignId(parsed.GetRequiredValue(where)!);
                return await cluster.WithClusterAsync(parsed, named.Value, cancellation, async client =>
                {
                    ResultText.Files(await ClusterFiles.ExportAsync(
                        client, named, parsed.GetRequiredValue(format), parsed.GetValue(output) ?? RunFolders.Of(named.Value), cancellation));
                    return ExitCode.Complete;
                });
            }
            var results = StoredResults.Find(parsed.GetValue(where), parsed.GetValue(campaign));
            var target = Path.GetFullPath(parsed.GetValue(output) ?? results.Folder);
            using var progress = new StepProgress(TimeProvider.System);
            var estimator = Exponent.Usual(results.Campaign.Spec);
            switch (parsed.GetValue(format))
            {
                case "hdf5" when DistanceFiles.Objection(results.Campaign.Spec) is { } objection:
                    throw new UserError(objection);
                case "hdf5":
                    ResultText.Files(OutputFolder.Write(target, file => DistanceFiles.Write(results.Store, results.Campaign, file, progress.Show)));
                    break;
                case "parquet":
                    ResultText.Files(OutputFolder.Write(target, file => ParquetFiles.Write(results.Pass(estimator, progress), file)));
                    break;
                default:
                    ResultText.Files(ResultFiles.WriteTables(results, estimator, target, progress).Paths);
                    break;
            }
            return ExitCode.Complete;
        });
        return command;
    }
}
