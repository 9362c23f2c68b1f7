using System.CommandLine;
using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Cli.Embedded;
using Chaos.Actors.Cli.Help;
using Chaos.Actors.Cli.Outputs;
using Chaos.Actors.Cli.PairFiles;
using Chaos.Actors.Cli.Progress;
using Chaos.Actors.Cli.Screens;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Cli.Commands;

/// <summary><c>chaos pair</c>: one pair group, with everything needed to replay it elsewhere.</summary>
internal static class PairCommand
{
    private const int SpectrumShown = 10;

    public static Command Create()
    {
        var options = new PairOptions();
        var command = new Verb("pair", "Run one pair group and record everything in an HDF5 file.",
            ["pair --eta 5 --out pair.h5", "pair --task iris --hidden 10 --eta 1 --tangents 2 --out iris.h5"], ExitCode.Interrupted);
        foreach (var option in options.All) command.Add(option);
        command.Validators.Add(options.Check);
        command.SetAction(parsed => Run(options, parsed));
        return command;
    }

    private static int Run(PairOptions options, ParseResult parsed)
    {
        var output = options.Output(parsed);
        OutputFile.Check(output);
        var place = OutputPlace.Of(output);
        if (place.Kind == FileKind.Regular && !options.Force(parsed))
            throw new UserError($"{output}: is there already; --force replaces it, or choose another place with --out");
        if (place.IsStdout) Screen.MoveResultsToStderr();
        var taskSpec = options.Task(parsed);
        var task = TaskReader.Read(taskSpec, DataDirectory.Default);
        foreach (var warning in task.Warnings) Screen.Message("warning: " + warning);
        var (spec, copies, tangents) = PairStart.Of(options, parsed, task);

        using var interruption = new Interruption();
        var threads = Math.Min(options.Slots(parsed), spec.Perturbation.Count + 1 + spec.Tangents);
        var group = new PairGroup(new PreparedTask(task), spec, copies, threads, tangents: tangents);
        var initial = Copies(group, spec);
        IReadOnlyList<double[][]> perturbed = [];
        tangents ??= [.. Enumerable.Range(0, spec.Tangents).Select(group.Tangent)];
        PairGroupSeries series;
        using (var progress = new PairProgress(spec.Epochs, taskSpec.Score, TimeProvider.System))
        {
            try
            {
                series = group.Run(
                    (t, losses, accuracy, distances) =>
                    {
                        if (t > 0 && t == spec.Perturbation.At) perturbed = Copies(group, spec);
                        progress.Show(t, losses, accuracy, distances);
                    }, interruption.Token);
            }
            catch (OperationCanceledException e)
            {
                throw new UserError("interrupted: nothing was written", ExitCode.Interrupted, e);
            }
        }
        PairFile.Write(output, new PairRecord
        {
            TaskSpec = taskSpec,
            Task = task,
            Spec = spec,
            Series = series,
            Initial = initial,
            Perturbed = perturbed,
            Tangents = tangents,
            Final = Copies(group, spec),
            InitialFile = options.Initial(parsed),
        });
        Conclude(series, spec.Perturbation.At, output, task.HasRealTargets, options.Json(parsed));
        return ExitCode.Complete;
    }

    private static double[][][] Copies(PairGroup group, PairGroupSpec spec) =>
        [.. Enumerable.Range(0, spec.Perturbation.Count + 1).Select(group.Parameters)];

    private static void Conclude(PairGroupSeries series, int begin, string output, bool realTargets, bool json)
    {
        var exponent = Exponent.Estimate(Estimator.Growth, series);
        var measured = LyapunovSpectrum.Of(series);
        var spectrum = measured?.Exponents;
        var summary = ItemSummary.Of(series, []);
        if (json)
        {
            JsonOutput.Write(new
            {
                Schema = "chaos/pair/1",
                File = output,
                Digest = series.Digest(),
                Exponent = exponent,
                Tangent = spectrum?[0],
                Spectrum = spectrum,
                measured?.KaplanYorke,
                summary.FinalAccuracy,
                summary.BestAccuracy,
                series.DivergedAt,
            });
            return;
        }
        if (series.DivergedAt is { } epoch) Screen.Result($"diverged  at epoch {epoch} (the loss or the parameters are no longer finite)");
        if (exponent is not null)
        {
            Screen.Result($"Λ         {Format.Exponent(exponent.Lambda)} per epoch ± {Format.Error(exponent.StandardError)} "
                + $"(growth, epochs {exponent.WindowStart} to {exponent.WindowEnd}, R² {Format.Accuracy(exponent.RSquared)})");
            Screen.Result($"distance  {Format.Distance(Mean(series, begin))} → {Format.Distance(Mean(series, series.Accuracy.Length - 1))}");
        }
        if (spectrum is not null)
        {
            Screen.Result($"tangent   {Format.Exponent(spectrum[0])} per epoch (the leading exponent: the mean of γ₁ over the run)");
            var more = spectrum.Count > SpectrumShown ? $" … (all {spectrum.Count}: --json)" : "";
            Screen.Result($"spectrum  {string.Join(' ', spectrum.Take(SpectrumShown).Select(Format.Exponent))}{more}");
            if (measured!.KaplanYorke is { } dimension) Screen.Result($"dimension {Format.Accuracy(dimension)} (Kaplan–Yorke)");
        }
        Screen.Result($"{(realTargets ? "R² (test)" : "accuracy ")} {Format.Accuracy(summary.FinalAccuracy)} (best {Format.Accuracy(summary.BestAccuracy)})");
        Screen.Result($"digest    {series.Digest()}");
        Screen.Result($"file      {output}");
    }

    private static double Mean(PairGroupSeries series, int epoch) => series.Distance.Average(replica => replica[epoch]);
}
