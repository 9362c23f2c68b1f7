using System.Text.Json;
using Chaos.Actors.Cli.Tests.Programs;
using PureHDF;

namespace Chaos.Actors.Cli.Tests;

/// <summary>
/// <c>chaos pair --initial</c> agrees with pair groups that an independent implementation computed, within the bounds of
/// tests/Dynamics.Tests/ReferenceCases/README.md.
/// </summary>
public sealed class PairReferenceCaseTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    // Epochs after which rounding has grown too much to compare: by 1e5; chaotic at 0.6 per epoch.
    private static readonly Dictionary<string, int> Compared = new() { ["iris-sigmoid-tangents"] = 40, ["digits-tanh-tangents"] = 20 };

    private static readonly string Cases = Path.Combine(AppContext.BaseDirectory, "ReferenceCases");

    /// <summary>Every case there is.</summary>
    public static TheoryData<string> Names => [.. Directory.GetFiles(Cases, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Order()];

    [Fact]
    public void Should_find_the_cases() => Assert.Equal(12, Names.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Should_agree_with_an_independent_implementation(string name)
    {
        var within = Compared.GetValueOrDefault(name, int.MaxValue);
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Cases, name + ".json")));
        var expected = json.RootElement;
        WriteInitial(expected);
        WriteTask(expected.GetProperty("task").GetString()!);

        var outcome = await ChaosProgram.RunAsync(_place.Folder, ["pair", .. Flags(expected), "--initial", "initial.h5", "--out", "out.h5"]);

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        using var file = H5File.OpenRead(_place.File("out.h5"));
        var epochs = expected.GetProperty("epochs").GetInt32();
        var distances = Rows(expected.GetProperty("distance"));
        double Growth(int t) => distances.Max(d => d.Take(t + 1).Max() / d[0]);
        // A difference in the last bit grows as a perturbation does: by 1e5 and more in the two that are chaotic, by 20 at most in the others.
        double OfLosses(int row, int t) => Math.Max(1e-10, 1e-14 * Growth(t));
        var losses = Rows(expected.GetProperty("loss"));
        ShouldAgree(losses, Matrix(file, "loss", losses.Length, epochs), within, OfLosses);
        var accuracy = Numbers(expected.GetProperty("accuracy"));
        var measured = file.Dataset("accuracy").Read<double[]>();
        // Up to a tie, says the README; there is none.
        if (accuracy.Length > 0) Assert.Equal(accuracy.Take(within), measured.Take(within));
        // With real targets R², which is a straight line in the test loss, 1 at 0.
        else ShouldAgree([RSquared(Numbers(expected.GetProperty("testLoss")))], [measured], within, OfLosses);
        ShouldAgree(
            distances, Matrix(file, "distance", distances.Length, epochs + 1), within,
            // A distance is a difference of nearly equal numbers: it is compared until it has grown by 1e3.
            (j, t) => distances[j].Take(t + 1).Max() <= 1e3 * distances[j][0] ? 1e-4 : double.PositiveInfinity);
        if (expected.TryGetProperty("testLoss", out var testLoss))
            ShouldAgree([Numbers(testLoss)], Matrix(file, "testLoss", 1, epochs + 1), within, OfLosses);
        if (!expected.TryGetProperty("tangents", out var tangents)) return;

        var exponents = Rows(expected.GetProperty("exponents"));
        var grown = Matrix(file, "exponents", tangents.GetInt32(), epochs);
        for (var i = 0; i < exponents.Length; i++) ShouldBeNear(exponents[i].Take(within), grown[i].Take(within));
        var extremes = Rows(expected.GetProperty("hessianExtremes"));
        var found = Matrix(file, "hessian", extremes.Length, 3);
        Assert.Equal(extremes.Select(row => row[0]), found.Select(row => row[0]));
        for (var m = 0; m < extremes.Length && extremes[m][0] < within; m++) ShouldBeNear(extremes[m], found[m]);
        Assert.Contains("spectrum", outcome.Output);
    }

    private void WriteInitial(JsonElement expected)
    {
        var file = new H5File { ["initial"] = Vectors(expected.GetProperty("initial")) };
        if (expected.TryGetProperty("tangent", out var tangent)) file["tangent"] = Vectors(tangent);
        file.Write(_place.File("initial.h5"));
    }

    // The tasks that do not ship with the program, each in a file of its own.
    private void WriteTask(string task)
    {
        if (task == "diabetes")
            _place.Write("diabetes.yaml", $"csv: {{train: '{Path.Combine(Cases, "diabetes.csv")}', label: progression, target: real, standardise: all}}\n");
        if (task == "cifar")
        {
            var folder = Path.Combine(Cases, "tiny-cifar");
            _place.Write("cifar.yaml", $"cifar: {{train: ['{Path.Combine(folder, "train.bin")}'], test: '{Path.Combine(folder, "test.bin")}'}}\n");
        }
    }

    // Of the test rows (every fifth) of the diabetes data, standardised with the others.
    private static double[] RSquared(double[] losses)
    {
        double[] targets = [.. File.ReadLines(Path.Combine(Cases, "diabetes.csv")).Skip(1)
            .Select(line => double.Parse(line.Split(',')[^1], System.Globalization.CultureInfo.InvariantCulture))];
        double[] train = [.. targets.Where((_, row) => row % 5 != 4)], test = [.. targets.Where((_, row) => row % 5 == 4)];
        double Variance(double[] values) => values.Average(value => Math.Pow(value - values.Average(), 2));
        return [.. losses.Select(loss => 1 - 2 * loss * Variance(train) / Variance(test))];
    }

    // The number of replicas and tangents is the file's, and so are the layers of a stack of one nonlinearity.
    private static IEnumerable<string> Flags(JsonElement expected)
    {
        string Text(string name) => expected.GetProperty(name).ToString();
        List<string> flags =
        [
            "--task", Text("task") + (Text("task") is "diabetes" or "cifar" ? ".yaml" : ""), "--eta", Text("eta"), "--l2", Text("l2"), "--epsilon", Text("epsilon"), "--epochs", Text("epochs"),
        ];
        if (expected.TryGetProperty("lossFunction", out var loss)) flags.AddRange(["--loss", loss.ToString()]);
        if (expected.TryGetProperty("momentum", out var momentum)) flags.AddRange(["--momentum", momentum.ToString()]);
        if (expected.TryGetProperty("bias", out var bias) && !bias.GetBoolean()) flags.Add("--no-bias");
        if (expected.TryGetProperty("train", out var train)) flags.AddRange(["--train", train.ToString()]);
        if (expected.TryGetProperty("hessian", out var every)) flags.AddRange(["--hessian-every", every.ToString()]);
        if (expected.TryGetProperty("testLoss", out _)) flags.AddRange(["--observe", "test-loss"]);
        if (expected.TryGetProperty("network", out var network)) return [.. flags, "--network", network.ToString()];

        // The older cases give a kind for each layer and a shape for each weight, the last dense layer included.
        string[] kinds = [.. expected.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("kind").GetString()!)];
        if (!kinds.Contains("conv")) return [.. flags, "--activation", kinds[1]];
        var weights = new Queue<double[]>(Rows(expected.GetProperty("shapes")));
        return [.. flags, "--network", string.Join(", ", kinds.SkipLast(1).Select(kind => kind switch
        {
            "dense" => $"dense {weights.Dequeue()[0]}",
            "conv" => weights.Dequeue() is var shape ? $"conv {shape[0]} {shape[2]}x{shape[3]}" : "",
            _ => kind,
        }))];
    }

    private static H5Group Vectors(JsonElement vectors)
    {
        var group = new H5Group();
        foreach (var (i, tensors) in vectors.EnumerateArray().Index())
        {
            var vector = new H5Group();
            foreach (var (k, tensor) in tensors.EnumerateArray().Index())
                vector[$"{k}"] = new H5Dataset(Numbers(tensor), fileDims: [.. Shape(tensor)]);
            group[$"{i}"] = vector;
        }
        return group;
    }

    private static IEnumerable<ulong> Shape(JsonElement tensor) => tensor.ValueKind == JsonValueKind.Number
        ? []
        : Shape(tensor[0]).Prepend((ulong)tensor.GetArrayLength());

    private static double[][] Matrix(IH5Group file, string name, int rows, int columns)
    {
        var dataset = file.Dataset(name);
        Assert.Equal(name == "testLoss" ? [(ulong)columns] : [(ulong)rows, (ulong)columns], dataset.Space.Dimensions);
        return [.. dataset.Read<double[]>().Chunk(columns)];
    }

    private static void ShouldAgree(double[][] expected, double[][] found, int within, Func<int, int, double> tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i].Length, found[i].Length);
            for (var t = 0; t < Math.Min(within, expected[i].Length); t++)
                Assert.True(
                    Math.Abs(expected[i][t] - found[i][t]) <= tolerance(i, t) * Math.Abs(expected[i][t]),
                    $"[{i}][{t}]: expected {expected[i][t]:R}, found {found[i][t]:R}");
        }
    }

    private static void ShouldBeNear(IEnumerable<double> expected, IEnumerable<double> found) =>
        Assert.All(expected.Zip(found, (one, other) => Math.Abs(one - other)), difference => Assert.InRange(difference, 0, 1e-8));

    private static double[][] Rows(JsonElement element) => [.. element.EnumerateArray().Select(Numbers)];

    // A tensor of any rank, flattened in row-major order.
    private static double[] Numbers(JsonElement element) => element.ValueKind == JsonValueKind.Number
        ? [element.GetDouble()]
        : [.. element.EnumerateArray().SelectMany(Numbers)];
}
