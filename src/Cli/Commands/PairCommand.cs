using System.CommandLine;
using Chaos.Actors.Analysis.Cells;
using Chaos.Actors.Analysis.Exponents;
using Chaos.Actors.Cli.Embedded;
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
    public static Command Create()
    {
        var options = new PairOptions();
        var command = new Command("pair", "Run one pair group and record everything in an HDF5 file.");
        foreach (var option in options.All) command.Add(option);
        command.SetAction(parsed => Run(options, parsed));
        return command;
    }

    private static int Run(PairOptions options, ParseResult parsed)
    {
        var output = options.Output(parsed);
        OutputFile.Check(output);
        if (OutputPlace.Of(output).IsStdout) Screen.MoveResultsToStderr();
        var taskSpec = options.Task(parsed);
        var task = TaskReader.Read(taskSpec, DataDirectory.Default);
        foreach (var warning in task.Warnings) Screen.Message("warning: " + warning);
        var (initial, spec) = Prepare(options, parsed, task);

        using var interruption = new Interruption();
        var group = new PairGroup(new PreparedTask(task), spec, initial, Math.Min(options.Slots(parsed), spec.Perturbation.Count + 1));
        initial ??= Copies(group, spec);
        PairGroupSeries series;
        using (var progress = new PairProgress(spec.Epochs, TimeProvider.System))
        {
            try
            {
                series = group.Run(progress.Show, interruption.Token);
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
            Final = Copies(group, spec),
            InitialFile = options.Initial(parsed),
        });
        Conclude(spec, series, output, options.Json(parsed));
        return ExitCode.Complete;
    }

    private static (IReadOnlyList<double[][]>? Initial, PairGroupSpec Spec) Prepare(
        PairOptions options, ParseResult parsed, LearningTask task)
    {
        var hidden = options.Hidden(parsed);
        if (options.Initial(parsed) is not { } path)
        {
            var drawn = options.Spec(parsed, hidden, options.Perturbations(parsed) ?? Perturbation.Baseline.Count);
            return (null, drawn);
        }
        var file = PairFile.ReadInitial(path);
        // The outputs of every layer but the last, which the task gives.
        var found = file.Shapes.Where((shape, k) => k % 2 == 0).SkipLast(1).Select(weight => weight[0]).ToArray();
        if (!options.HiddenGiven(parsed)) hidden = found;
        int[] sizes = [task.Features, .. hidden, task.Classes];
        if (!Fits(file.Shapes, sizes))
            throw new UserError(
                $"{path}: its parameters have the shapes {Shapes(file.Shapes)}, but --hidden {Layers(hidden)} on {task.Name} "
                + $"({task.Features} features, {task.Classes} classes) needs {Shapes(ParameterShapes.Of(sizes))}");
        var replicas = file.Copies.Count - 1;
        if (options.Perturbations(parsed) is { } wanted && wanted != replicas)
            throw new UserError(
                $"{path}: holds {file.Copies.Count} copies, but --perturbations {wanted} needs {wanted + 1}; "
                + "leave --perturbations out to take what the file holds");
        return (file.Copies, options.Spec(parsed, hidden, replicas));
    }

    private static bool Fits(IReadOnlyList<int[]> shapes, int[] sizes)
    {
        var wanted = ParameterShapes.Of(sizes);
        return shapes.Count == wanted.Length && shapes.Zip(wanted, (a, b) => a.AsSpan().SequenceEqual(b)).All(same => same);
    }

    private static string Shapes(IEnumerable<int[]> shapes) => string.Join(" ", shapes.Select(ParameterShapes.Show));

    private static string Layers(IReadOnlyList<int> hidden) => hidden.Count == 0 ? "none" : string.Join(",", hidden);

    private static double[][][] Copies(PairGroup group, PairGroupSpec spec) =>
        [.. Enumerable.Range(0, spec.Perturbation.Count + 1).Select(group.Parameters)];

    private static void Conclude(PairGroupSpec spec, PairGroupSeries series, string output, bool json)
    {
        var exponent = spec.Perturbation.Count == 0 ? null : Exponent.Estimate(Estimator.Growth, series.Distance);
        var summary = ItemSummary.Of(series, []);
        if (json)
        {
            JsonOutput.Write(new
            {
                Schema = "chaos/pair/1",
                File = output,
                Digest = series.Digest(),
                Exponent = exponent,
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
            Screen.Result($"distance  {Format.Distance(Mean(series, 0))} → {Format.Distance(Mean(series, series.Accuracy.Length - 1))}");
        }
        Screen.Result($"accuracy  {Format.Accuracy(summary.FinalAccuracy)} (best {Format.Accuracy(summary.BestAccuracy)})");
        Screen.Result($"digest    {series.Digest()}");
        Screen.Result($"file      {output}");
    }

    private static double Mean(PairGroupSeries series, int epoch) => series.Distance.Average(replica => replica[epoch]);
}
