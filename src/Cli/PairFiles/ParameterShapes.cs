namespace Chaos.Actors.Cli.PairFiles;

/// <summary>Shapes of parameter tensors as files and messages show them.</summary>
internal static class ParameterShapes
{
    /// <summary>The tensors of a dense stack: weight [out, in], bias [out] for each layer.</summary>
    public static int[][] Of(IReadOnlyList<int> layerSizes) =>
        [.. Enumerable.Range(1, layerSizes.Count - 1).SelectMany(
            l => new int[][] { [layerSizes[l], layerSizes[l - 1]], [layerSizes[l]] })];

    /// <summary>Such as [64, 784].</summary>
    public static string Show<T>(IEnumerable<T> shape) => $"[{string.Join(", ", shape)}]";
}
