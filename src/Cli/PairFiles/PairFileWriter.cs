using System.Globalization;
using Chaos.Actors.Dynamics;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;
using PureHDF;

namespace Chaos.Actors.Cli.PairFiles;

/// <summary>Lays out a <see cref="PairRecord"/> as an HDF5 file.</summary>
internal static class PairFileWriter
{
    public static H5File Build(PairRecord record)
    {
        var plan = record.Spec.Architecture.Plan(record.Task.Shape, record.Task.Outputs);
        int[][] shapes = [.. plan.Parameters.Tensors.Select(tensor => tensor.Shape.ToArray())];
        var series = record.Series;
        var file = new H5File
        {
            ["initial"] = Copies(record.Initial, shapes),
            ["final"] = Copies(record.Final, shapes),
            ["loss"] = Matrix(series.Loss),
            ["accuracy"] = Dataset(series.Accuracy, series.Accuracy.Length),
            ["distance"] = Matrix(series.Distance),
        };
        if (record.Perturbed.Count > 0) file["perturbed"] = Copies(record.Perturbed, shapes);
        if (record.Tangents.Count > 0) file["tangent"] = Copies(record.Tangents, shapes);
        foreach (var (observable, observed) in record.Spec.Observables().Zip(series.Observed))
            file[observed.Name] = observable.IsScalar ? Dataset(observed.Rows[0], observed.Length)
                : observable.IsTable ? Dataset(ByColumn(observed), observed.Length, observed.Rows.Length)
                : Matrix(observed.Rows);
        foreach (var (name, value) in Attributes(record)) file.Attributes[name] = value;
        return file;
    }

    private static H5Group Copies(IReadOnlyList<double[][]> copies, int[][] shapes)
    {
        var group = new H5Group();
        for (var copy = 0; copy < copies.Count; copy++)
        {
            var tensors = new H5Group();
            for (var k = 0; k < shapes.Length; k++) tensors[Name(k)] = Dataset(copies[copy][k], shapes[k]);
            group[Name(copy)] = tensors;
        }

        return group;
    }

    private static H5Dataset Matrix(double[][] rows) =>
        Dataset([.. rows.SelectMany(row => row)], rows.Length, rows.Length == 0 ? 0 : rows[0].Length);

    private static double[] ByColumn(NamedSeries series) =>
        [.. Enumerable.Range(0, series.Length).SelectMany(column => series.Rows.Select(row => row[column]))];

    private static H5Dataset Dataset(double[] values, params int[] shape) =>
        new(values, fileDims: [.. shape.Select(size => (ulong)size)]);

    private static string Name(int index) => index.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<(string Name, object Value)> Attributes(PairRecord record)
    {
        var (spec, task, architecture) = (record.Spec, record.Task, record.Spec.Architecture);
        yield return ("format_version", PairFile.FormatVersion);
        yield return ("program_version", record.ProgramVersion);
        yield return ("numerics_version", NumericsVersion.Current);
        yield return ("task", task.Name);
        yield return ("task_content_hash", task.ContentHash);
        yield return ("train", task.Train.Count);
        yield return ("test", task.Test.Count);
        yield return ("features", task.Features);
        yield return ("sample_shape", task.Shape.ToString());
        yield return ("classes", task.Classes);
        yield return ("targets", task.HasRealTargets ? task.Outputs : 0);
        yield return ("network", architecture.Text);
        yield return ("biases", architecture.Biases ? 1 : 0);
        if (architecture.IsStack) yield return ("hidden", architecture.Hidden.ToArray());
        if (architecture.IsStack) yield return ("activation", architecture.Activation.Text);
        yield return ("initialisation", architecture.InitialisationText);
        yield return ("loss", spec.Loss.Text);
        yield return ("momentum", spec.Momentum);
        yield return ("eta", spec.LearningRate);
        yield return ("l2", spec.L2);
        yield return ("epsilon", spec.Perturbation.Epsilon);
        yield return ("perturbations", spec.Perturbation.Count);
        yield return ("perturb_at", spec.Perturbation.At);
        yield return ("perturb_on", spec.Perturbation.On.Text);
        yield return ("rescale", spec.Perturbation.Rescale ? 1 : 0);
        yield return ("tangents", spec.Tangents);
        yield return ("hessian_every", spec.HessianEvery);
        yield return ("attribution_every", spec.AttributionEvery);
        yield return ("epochs", spec.Epochs);
        yield return ("seed", spec.Seed);
        if (spec.Observe.Count > 0) yield return ("observe", spec.Observe.ToString());
        yield return ("digest", record.Series.Digest());
        if (record.Series.DivergedAt is { } epoch) yield return ("diverged_at", epoch);
        if (record.InitialFile is { } initial) yield return ("initial_file", initial);
        foreach (var attribute in Data(record.TaskSpec)) yield return attribute;
    }

    private static IEnumerable<(string Name, object Value)> Data(TaskSpec task)
    {
        switch ((object?)task.Files ?? task.Synthetic)
        {
            case IdxFiles idx:
                yield return ("train_images", idx.TrainImages);
                yield return ("train_labels", idx.TrainLabels);
                yield return ("test_images", idx.TestImages);
                yield return ("test_labels", idx.TestLabels);
                yield return ("pixels", EnumWord.Of(idx.Pixels));
                break;
            case CsvFiles csv:
                yield return ("train_csv", csv.Train);
                if (csv.Test is { } test) yield return ("test_csv", test);
                yield return ("standardise", csv.Standardise == CsvStandardise.None ? 0 : 1);
                yield return ("standardise_target", csv.Standardise == CsvStandardise.All ? 1 : 0);
                if (csv.Label is { } label) yield return ("label", label);
                yield return ("target", EnumWord.Of(csv.Target));
                break;
            case CifarFiles cifar:
                yield return ("train_cifar", cifar.Train.ToArray());
                yield return ("test_cifar", cifar.Test);
                yield return ("pixels", EnumWord.Of(cifar.Pixels));
                break;
            case SyntheticTask synthetic:
                yield return ("synthetic", synthetic.ToString());
                break;
        }
    }
}
