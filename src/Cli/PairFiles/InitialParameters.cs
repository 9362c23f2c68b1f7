namespace Chaos.Actors.Cli.PairFiles;

/// <summary>The initial parameters found in a pair file.</summary>
/// <param name="Copies">[copy][k]: copy 0 is the reference; k = weight, bias, weight, bias …, row-major.</param>
/// <param name="Shapes">The shape of each tensor, the same in every copy: dense weight [out, in], bias [out].</param>
public sealed record InitialParameters(IReadOnlyList<double[][]> Copies, IReadOnlyList<int[]> Shapes);
