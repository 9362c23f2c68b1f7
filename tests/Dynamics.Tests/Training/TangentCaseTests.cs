using System.Text.Json;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Dynamics.Tests.Training;

/// <summary>
/// Tangents and curvature agree with an independent implementation (ReferenceCases/README.md), which has the whole
/// Hessian.
/// </summary>
public sealed class TangentCaseTests
{
    [Theory]
    [InlineData("iris-sigmoid-tangents", 40)] // both are chaotic: rounding has grown by 1e5 then
    [InlineData("digits-tanh-tangents", 20)]
    [InlineData("digits-conv-tangents", int.MaxValue)]
    public void Should_agree_with_an_independent_implementation(string name, int epochsWithin)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(
            Path.Combine(AppContext.BaseDirectory, "ReferenceCases", name + ".json")));
        var root = json.RootElement;
        int Integer(string key) => root.GetProperty(key).GetInt32();
        var architecture = Architecture.Parse(root.GetProperty("network").GetString()!);
        var spec = new PairGroupSpec(
            architecture, root.GetProperty("eta").GetDouble(), root.GetProperty("l2").GetDouble(),
            new Perturbation(Integer("perturbations"), root.GetProperty("epsilon").GetDouble()), Integer("epochs"), 0)
        {
            Tangents = Integer("tangents"),
            HessianEvery = Integer("hessian"),
        };
        var task = new PreparedTask(TaskReader.Read(
            new TaskSpec(root.GetProperty("task").GetString()!, root.TryGetProperty("train", out var train) ? train.GetInt32() : null),
            DataDirectory.Default));
        var series = new PairGroup(
            task, spec, [.. root.GetProperty("initial").EnumerateArray().Select(Tensors)],
            tangents: [.. root.GetProperty("tangent").EnumerateArray().Select(Tensors)]).Run();

        double[][] Of(string observed) => series.Rows(observed)!;
        var exponents = root.GetProperty("exponents").EnumerateArray().Select(Numbers).ToArray();
        Assert.Equal(exponents.Length, Of("exponents").Length);
        for (var i = 0; i < exponents.Length; i++)
        {
            Assert.Equal(spec.Epochs, Of("exponents")[i].Length);
            AssertClose(exponents[i].Take(epochsWithin), Of("exponents")[i].Take(epochsWithin));
        }

        var extremes = root.GetProperty("hessianExtremes").EnumerateArray().Select(Numbers).ToArray();
        var hessian = Of("hessian");
        for (var row = 0; row < 3; row++)
            AssertClose(
                extremes.Where(column => column[0] < epochsWithin).Select(column => column[row]),
                hessian[row][..extremes.Count(column => column[0] < epochsWithin)]);
        Assert.Equal(extremes.Length, hessian[0].Length);
    }

    private static void AssertClose(IEnumerable<double> expected, IEnumerable<double> actual)
    {
        Assert.Equal(expected.Count(), actual.Count());
        foreach (var (one, other) in expected.Zip(actual)) Assert.Equal(one, other, 1e-8);
    }

    private static double[][] Tensors(JsonElement copy) => [.. copy.EnumerateArray().Select(Numbers)];

    // A tensor of any rank, flattened in row-major order.
    private static double[] Numbers(JsonElement element) => element.ValueKind == JsonValueKind.Number
        ? [element.GetDouble()]
        : [.. element.EnumerateArray().SelectMany(Numbers)];
}
