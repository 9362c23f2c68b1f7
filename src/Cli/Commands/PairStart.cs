using System.CommandLine;
using Chaos.Actors.Cli.PairFiles;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Cli.Commands;

/// <summary>What a pair group starts from: its specification, and what a file gave. Whatever comes out of <see cref="Of"/> can be computed.</summary>
/// <param name="Spec">The work item.</param>
/// <param name="Copies">w(0) of every copy; null to draw them.</param>
/// <param name="Tangents">The tangent vectors; null to draw them.</param>
internal sealed record PairStart(PairGroupSpec Spec, IReadOnlyList<double[][]>? Copies, IReadOnlyList<double[][]>? Tangents)
{
    /// <summary>Puts flags, task and file together.</summary>
    /// <exception cref="UserError">They do not fit.</exception>
    /// <exception cref="PairFileException">The file of initial parameters cannot be used.</exception>
    public static PairStart Of(PairOptions options, ParseResult parsed, LearningTask task)
    {
        var path = options.Initial(parsed);
        var file = path is null ? null : PairFile.ReadInitial(path);
        var architecture = options.Architecture(parsed, file is null ? null : HiddenOf(file.Shapes, options.HasBiases(parsed)));
        var flag = options.LayersFlag(parsed);
        var layout = Layout(architecture, task, flag);
        var (replicas, tangents) = (options.Perturbations(parsed), options.Tangents(parsed));
        if (file is not null)
        {
            CheckShapes(path!, file.Shapes, layout, $"{flag} {Layers(architecture, flag)}", task);
            if (replicas is { } wanted && wanted != file.Copies.Count - 1)
                throw new UserError(
                    $"{path}: holds {file.Copies.Count} copies, but --perturbations {wanted} needs {wanted + 1}; "
                    + "leave --perturbations out to take what the file holds");
            if (file.Tangents.Count > 0 && tangents is { } followed && followed != file.Tangents.Count)
                throw new UserError(
                    $"{path}: holds {file.Tangents.Count} tangent vectors, but --tangents is {followed}; "
                    + "leave --tangents out to take what the file holds");
        }
        var spec = options.Spec(
            parsed, architecture, replicas ?? file?.Copies.Count - 1 ?? Perturbation.Baseline.Count, tangents ?? file?.Tangents.Count ?? 0);
        if (spec.Loss.Fault(task.HasRealTargets) is { } misfit) throw new UserError($"--loss: on {task.Name}: {misfit}");
        if (spec.Fault(layout.Count) is { } fault) throw new UserError($"{FaultyFlag(spec)}: {fault}");
        return new PairStart(spec, file?.Copies, file is { Tangents.Count: > 0 } ? file.Tangents : null);
    }

    private static ParameterLayout Layout(Architecture architecture, LearningTask task, string flag)
    {
        try
        {
            var layout = architecture.Plan(task.Shape, task.Outputs).Parameters;
            return layout.Length > 0 ? layout : throw new OverflowException();
        }
        catch (ArchitectureException misfit)
        {
            throw new UserError($"{flag}: on {task.Name}: {misfit.Message}", inner: misfit);
        }
        catch (OverflowException tooMany)
        {
            throw new UserError($"{flag}: the network has more parameters than one can hold in memory; give it fewer", inner: tooMany);
        }
    }

    // The outputs of every layer but the last, which the task gives.
    private static int[] HiddenOf(IReadOnlyList<int[]> shapes, bool biases) =>
        [.. shapes.Where((_, k) => !biases || k % 2 == 0).SkipLast(1).Select(weight => weight[0])];

    private static void CheckShapes(string path, IReadOnlyList<int[]> found, ParameterLayout layout, string network, LearningTask task)
    {
        int[][] wanted = [.. layout.Tensors.Select(tensor => tensor.Shape.ToArray())];
        if (found.Count == wanted.Length && found.Zip(wanted, (a, b) => a.AsSpan().SequenceEqual(b)).All(same => same)) return;
        var samples = task.Shape.IsFlat ? $"{task.Features} features" : task.Shape.ToString();
        throw new UserError(
            $"{path}: its parameters have the shapes {Shapes(found)}, but {network} on {task.Name} "
            + $"({samples}, {task.Outputs} {(task.HasRealTargets ? "real targets" : "classes")}) needs {Shapes(wanted)}");
    }

    private static string Shapes(IEnumerable<int[]> shapes) => string.Join(" ", shapes.Select(ParameterShapes.Show));

    private static string Layers(Architecture architecture, string flag) =>
        (flag, architecture.Hidden.Count) switch
        {
            ("--network", _) => $"'{architecture.Text}'",
            (_, 0) => "none",
            _ => string.Join(",", architecture.Hidden),
        } + (architecture.Biases ? "" : " --no-bias");

    private static string FaultyFlag(PairGroupSpec spec) => spec switch
    {
        { Tangents: 0, Perturbation.Count: 0 } => "--perturbations, --tangents",
        { Tangents: 0, AttributionEvery: > 0 } => "--attribution-every",
        { AttributionEvery: > 0, Momentum: not 0 } => "--attribution-every, --momentum",
        _ => "--tangents",
    };
}
