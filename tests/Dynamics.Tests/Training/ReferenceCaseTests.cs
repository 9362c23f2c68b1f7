using System.Text.Json;
using Chaos.Actors.Dynamics.Losses;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Dynamics.Tests.Training;

/// <summary>Agreement with pair groups computed by an independent implementation (ReferenceCases/README.md).</summary>
public sealed class ReferenceCaseTests
{
    [Theory]
    [InlineData("iris-sigmoid")]
    [InlineData("iris-sigmoid-slow")]
    [InlineData("digits-tanh")]
    [InlineData("digits-deep-relu-l2")]
    [InlineData("digits-conv-tanh")]
    [InlineData("digits-conv-maxpool-same")]
    [InlineData("digits-conv-tangents")]
    [InlineData("cifar-conv-stride")]
    [InlineData("diabetes-squared-momentum")]
    [InlineData("iris-squared-nobias")]
    public void Should_agree_with_an_independent_implementation(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "ReferenceCases", name + ".json");
        using var json = JsonDocument.Parse(File.ReadAllText(path));
        var root = json.RootElement;
        var architecture = Architecture.Parse(Layers(root)) with { Biases = !Has(root, "bias", out var bias) || bias.GetBoolean() };
        var spec = new PairGroupSpec(
            architecture, root.GetProperty("eta").GetDouble(), root.GetProperty("l2").GetDouble(),
            new Perturbation(root.GetProperty("perturbations").GetInt32(), root.GetProperty("epsilon").GetDouble()),
            root.GetProperty("epochs").GetInt32(), 0)
        {
            Loss = Has(root, "lossFunction", out var loss) ? Loss.Named(loss.GetString()!)! : Loss.CrossEntropy,
            Momentum = Has(root, "momentum", out var momentum) ? momentum.GetDouble() : 0,
        };
        var initial = root.GetProperty("initial").EnumerateArray().Select(Tensors).ToArray();

        var task = Task(root);
        var group = new PairGroup(new PreparedTask(task), spec, initial);
        var series = group.Run();

        Assert.Null(series.DivergedAt);
        var losses = root.GetProperty("loss").EnumerateArray().Select(Numbers).ToArray();
        AssertClose(losses, series.Loss, (_, _) => 1e-10);
        var accuracy = Numbers(root.GetProperty("accuracy"));
        if (task.HasRealTargets) AssertClose([RSquared(task.Test.Targets!, Numbers(root.GetProperty("testLoss")))], [series.Accuracy], (_, _) => 1e-10);
        else Assert.Equal(accuracy, series.Accuracy);

        // A distance is a difference of nearly equal numbers: it is compared until it has grown by 1e3.
        var distances = root.GetProperty("distance").EnumerateArray().Select(Numbers).ToArray();
        AssertClose(distances, series.Distance,
            (j, t) => distances[j].Take(t + 1).Max() <= 1e3 * distances[j][0] ? 1e-4 : double.PositiveInfinity);

        var final = Tensors(root.GetProperty("final"));
        var grown = distances.Max(d => d.Max() / d[0]);
        AssertClose(final, group.Parameters(0), (_, _) => Math.Max(1e-9, 1e-12 * grown), floor: 1e-3);
    }

    // The older cases give a kind for each layer and a shape for each weight, the last dense layer included.
    private static string Layers(JsonElement root)
    {
        if (Has(root, "network", out var network)) return network.GetString()!;
        var weights = new Queue<double[]>(root.GetProperty("shapes").EnumerateArray().Select(Numbers));
        return string.Join(", ", root.GetProperty("layers").EnumerateArray().SkipLast(1).Select(layer =>
            layer.GetProperty("kind").GetString() switch
            {
                "dense" => $"dense {weights.Dequeue()[0]}",
                "conv" => weights.Dequeue() is var shape ? $"conv {shape[0]} {shape[2]}x{shape[3]}" : "",
                var activation => activation,
            }));
    }

    private static LearningTask Task(JsonElement root)
    {
        string At(params string[] file) => Path.Combine([AppContext.BaseDirectory, "ReferenceCases", .. file]);
        var name = root.GetProperty("task").GetString()!;
        var spec = new TaskSpec(name, Has(root, "train", out var train) ? train.GetInt32() : null);
        return TaskReader.Read(
            name switch
            {
                "cifar" => spec with { Files = new CifarFiles([At("tiny-cifar", "train.bin")], At("tiny-cifar", "test.bin")) },
                "diabetes" => spec with { Files = new CsvFiles(At("diabetes.csv"), null, CsvStandardise.All) { Target = CsvTarget.Real } },
                _ => spec,
            },
            DataDirectory.Default);
    }

    // 1 − Σ(f − y)² / Σ(ȳ − y)², from the loss ½ Σ(f − y)² / N.
    private static double[] RSquared(double[] targets, double[] losses) =>
        [.. losses.Select(loss => 1 - 2 * loss / targets.Average(target => Math.Pow(target - targets.Average(), 2)))];

    private static bool Has(JsonElement root, string name, out JsonElement value) => root.TryGetProperty(name, out value);

    private static void AssertClose(double[][] expected, double[][] actual, Func<int, int, double> tolerance, double floor = 0)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i].Length, actual[i].Length);
            for (var t = 0; t < expected[i].Length; t++)
                Assert.True(
                    Math.Abs(expected[i][t] - actual[i][t]) <= tolerance(i, t) * Math.Max(floor, Math.Abs(expected[i][t])),
                    $"[{i}][{t}]: expected {expected[i][t]:R}, found {actual[i][t]:R}");
        }
    }

    private static double[][] Tensors(JsonElement copy) => [.. copy.EnumerateArray().Select(Numbers)];

    // A tensor of any rank, flattened in row-major order.
    private static double[] Numbers(JsonElement element) => element.ValueKind == JsonValueKind.Number
        ? [element.GetDouble()]
        : [.. element.EnumerateArray().SelectMany(Numbers)];
}
