namespace Chaos.Actors.Cli.PairFiles;

/// <summary>What a pair file has to start from.</summary>
/// <param name="Copies">[copy][k]: copy 0 is the reference; k in the order of the network's tensors, row-major.</param>
/// <param name="Shapes">
/// The shape of each tensor, the same in every copy: dense weight [out, in], convolution's weight [out, in, height, width], bias [out].
/// </param>
public sealed record InitialParameters(IReadOnlyList<double[][]> Copies, IReadOnlyList<int[]> Shapes)
{
    /// <summary>Orthonormal tangent vectors, the leading one first: [i][k], in the form of the parameters; empty where there are none.</summary>
    public IReadOnlyList<double[][]> Tangents { get; init; } = [];
}
