using System.CommandLine;
using Chaos.Actors.Cli.PairFiles;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Cli.Commands;

/// <summary>What a pair group starts from: its specification, and what a file gave. Whatever comes out of <see cref="Of"/> can be computed.</summary>
/// <param name="Spec">The work item.</param>
/// <param name="Copies">w(0) of every copy, of the reference alone where replicas are perturbed later; null to draw them.</param>
/// <param name="Tangents">The tangent vectors; null to draw them.</param>
internal sealed record PairStart(PairGroupSpec Spec, IReadOnlyList<double[][]>? Copies, IReadOnlyList<double[][]>? Tangents)
{
    // The flags that say what the field of a campaign file says.
    private static readonly Dictionary<string, string> Flags = new()
    {
        ["perturbation.count"] = "--perturbations, --tangents",
        ["perturbation.at"] = "--perturb-at, --epochs",
        ["perturbation.on"] = "--perturb-on",
        ["perturbation.rescale"] = "--rescale, --perturbations",
        ["observe"] = "--observe",
        ["momentum"] = "--momentum",
        ["tangents"] = "--tangents",
        ["attribution"] = "--attribution-every",
        ["loss"] = "--loss",
    };

    /// <summary>Puts flags, task and file together.</summary>
    /// <exception cref="UserError">They do not fit.</exception>
    /// <exception cref="PairFileException">The file of initial parameters cannot be used.</exception>
    public static PairStart Of(PairOptions options, ParseResult parsed, LearningTask task)
    {
        var path = options.Initial(parsed);
        var file = path is null ? null : PairFile.ReadInitial(path);
        var architecture = options.Architecture(parsed, file is null ? null : HiddenOf(file.Shapes));
        var flag = options.LayersFlag(parsed);
        var layout = Layout(architecture, task, flag);
        var (replicas, tangents) = (options.Perturbations(parsed), options.Tangents(parsed));
        var (copies, held) = (file?.Copies, file?.Copies.Count - 1);
        if (file is not null)
        {
            CheckShapes(path!, file.Shapes, layout, $"{flag} {Layers(architecture, flag)}", task);
            if (options.PerturbAt(parsed) > 0)
            {
                RefusePerturbed(path!, file.Copies);
                // The reference alone says nothing of replicas.
                (copies, held) = ([file.Copies[0]], held == 0 ? null : held);
            }

            if (replicas is { } wanted && held is { } others && wanted != others)
                throw new UserError(
                    $"{path}: holds {file.Copies.Count} copies, but --perturbations {wanted} needs {wanted + 1}; "
                    + "leave --perturbations out to take what the file holds");
            if (file.Tangents.Count > 0 && tangents is { } followed && followed != file.Tangents.Count)
                throw new UserError(
                    $"{path}: holds {file.Tangents.Count} tangent vectors, but --tangents is {followed}; "
                    + "leave --tangents out to take what the file holds");
        }
        var spec = options.Spec(
            parsed, architecture, replicas ?? held ?? Perturbation.Baseline.Count, tangents ?? file?.Tangents.Count ?? 0);
        if (spec.Fault(layout, task.HasRealTargets) is (var field, var fault)) throw new UserError($"{Flags[field]}: {fault}");
        return new PairStart(spec, copies, file is { Tangents.Count: > 0 } ? file.Tangents : null);
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
    private static int[] HiddenOf(IReadOnlyList<int[]> shapes) =>
        [.. shapes.Where(shape => shape.Length > 1).SkipLast(1).Select(weight => weight[0])];

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

    // Replicas that are perturbed later are the reference until then.
    private static void RefusePerturbed(string path, IReadOnlyList<double[][]> copies)
    {
        for (var j = 1; j < copies.Count; j++)
            for (var k = 0; k < copies[j].Length; k++)
                if (!copies[j][k].AsSpan().SequenceEqual(copies[0][k]))
                    throw new UserError(
                        $"{path}: initial/{j}/{k} is not that of the reference, but --perturb-at perturbs later; "
                        + "leave --perturb-at out to take the file's replicas, or give a file with initial/0 alone");
    }
}
