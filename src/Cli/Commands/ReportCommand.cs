using System.CommandLine;
using System.Globalization;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Analysis.Figures;
using Chaos.Actors.Cli.Clusters;
using Chaos.Actors.Cli.Folders;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Cli.Progress;
using Chaos.Actors.Cli.Results;
using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Messages;

namespace Chaos.Actors.Cli.Commands;

/// <summary><c>chaos report DIR</c>: reads the stored series again, with any estimator, without training.</summary>
internal static class ReportCommand
{
    private static readonly Dictionary<string, Estimator> Estimators = new()
    {
        ["growth"] = Estimator.Growth,
        ["danovski"] = Estimator.Danovski,
        ["endpoint"] = Estimator.Endpoint,
        ["log-mean"] = Estimator.LogMean,
        ["tangent"] = Estimator.Tangent,
        ["rescaled"] = Estimator.Rescaled,
    };

    public static Command Create()
    {
        var where = Options.Results();
        var campaign = Options.Campaign();
        var estimator = EstimatorOption();
        var output = new Option<string?>("--out") { Description = "folder for the files (default: the campaign's, or runs/<campaign>; ESTIMATOR in it)", HelpName = "DIR" };
        var width = new Option<double?>("--width")
        {
            Description = "draw figures for a column so many millimetres wide, such as 85 or 170 (default: for the screen)",
            HelpName = "MM",
        };
        var command = new Verb("report", "Write figures, tables and the verdict again from stored series.",
            ["report quick", "report quick --estimator danovski --width 85"])
        {
            where, campaign, estimator, output, width,
        };
        var cluster = new ClientOptions(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            if (cluster.IsMeantInsteadOf(parsed, parsed.GetValue(where)))
            {
                foreach (var option in new Option[] { estimator, width })
                {
                    if (parsed.GetResult(option) is not null)
                        throw new UserError($"{option.Name}: a coordinator draws its reports in its own way; with this, report from a folder or the coordinator's database");
                }
                var named = new CampaignId(parsed.GetRequiredValue(where)!);
                return await cluster.WithClusterAsync(parsed, named.Value, cancellation, async client =>
                {
                    ResultText.Files(await ClusterFiles.ReportAsync(client, named, parsed.GetValue(output) ?? RunFolders.Of(named.Value), cancellation));
                    return ExitCode.Complete;
                });
            }
            var results = StoredResults.Find(parsed.GetValue(where), parsed.GetValue(campaign));
            var usual = Estimators.First(known => known.Value == Exponent.Usual(results.Campaign.Spec)).Key;
            var name = parsed.GetValue(estimator) ?? usual;
            if (!Estimators[name].Applies(results.Campaign.Spec))
            {
                throw new UserError($"--estimator: found {name}, and campaign {results.Campaign.Spec.Name} "
                    + (name == "tangent" ? "followed no tangents (tangents: 1 in its file)" : "pulled no replicas back (perturbation: {rescale: true} in its file)"));
            }
            // The folder's own files are those of the usual estimator; others stand beside them.
            var target = parsed.GetValue(output) ?? (name == usual ? results.Folder : Path.Combine(results.Folder, name));
            var size = parsed.GetValue(width) is { } millimetres ? Column(millimetres) : null;
            ResultFiles files;
            using (var progress = new StepProgress(TimeProvider.System))
                files = ResultFiles.Write(results, Estimators[name], Path.GetFullPath(target), progress, size: size);
            ResultText.Write(files.Analysis, files.Paths);
            return ExitCode.Complete;
        });
        return command;
    }

    private static FigureSize Column(double millimetres) => millimetres is >= FigureSize.Narrowest and <= FigureSize.Widest
        ? FigureSize.Column(millimetres)
        : throw new UserError(string.Create(
            CultureInfo.InvariantCulture, $"--width: found {millimetres}, expected {FigureSize.Narrowest} to {FigureSize.Widest} millimetres"));

    /// <summary>The option that chooses an estimator.</summary>
    private static Option<string?> EstimatorOption()
    {
        var option = new Option<string?>("--estimator")
        {
            Description = "how the exponent is read from the series (default: tangent where tangents were followed, else growth)",
        };
        return option.AcceptOnlyFromAmong([.. Estimators.Keys]);
    }
}
