using Chaos.Actors.Cli.Outputs;

namespace Chaos.Actors.Cli.PairFiles;

/// <summary>
/// The HDF5 file of <c>chaos pair</c>, float64 throughout:
/// <code>
/// initial/&lt;copy&gt;/&lt;k&gt;  w(0); copy 0 = reference, k = the network's tensors from the input on: weight, bias, weight, bias …, or
///                    weight, weight … without biases; dense weight [out, in], convolution's [out, in, height, width], bias [out]
/// perturbed/&lt;copy&gt;/&lt;k&gt; the same at the epoch at which replicas are perturbed, where that is later than the start: until then
///                    every copy is the reference
/// final/&lt;copy&gt;/&lt;k&gt;    the parameters after the last step
/// tangent/&lt;i&gt;/&lt;k&gt;     the tangent vectors at t = 0, orthonormal, the leading one first, in the form of the parameters; where there are any
/// loss               [copies, T]
/// accuracy           [T + 1]
/// distance           [M, T + 1]
/// testLoss           [T + 1]: mean loss over the test samples                      (where it is observed, as all below)
/// accuracies         [copies, T + 1]: of every copy, the reference first
/// logitDistance      [M, T + 1]: mean over the test samples of the L1 distance of a replica's logits from the reference's
/// disagreement       [M, T + 1]: share of the test samples for which a replica predicts another class than the reference
/// exponents          [k, T]: local exponents of the tangent vectors in the step t → t + 1
/// hessian            [m, 3]: t, largest and smallest eigenvalue of the Hessian
/// attribution        [m, 7]: t; weight of the leading tangent on curvature below 0, on (0, 2/η] and beyond; what of its growth comes from each
/// </code>
/// A divergent group's series are shorter (see <see cref="Dynamics.Training.PairGroupSeries"/>). Attributes of the root hold
/// the whole specification: <c>network</c>, <c>biases</c> (1 or 0), <c>initialisation</c>, <c>sample_shape</c>, <c>loss</c>,
/// <c>momentum</c>, <c>eta</c>, <c>l2</c>,
/// <c>epsilon</c>, <c>perturbations</c>, <c>perturb_at</c>, <c>perturb_on</c>, <c>rescale</c>, <c>tangents</c>, <c>hessian_every</c>,
/// <c>attribution_every</c> (0: never), <c>epochs</c>, <c>seed</c> and more; <c>hidden</c> and <c>activation</c> where the network is a
/// stack of dense layers.
/// </summary>
public static class PairFile
{
    /// <summary>The version of this layout, in the attribute <c>format_version</c>.</summary>
    public const int FormatVersion = 1;

    /// <summary>Writes the file: whole, or not at all (<see cref="OutputFile"/>).</summary>
    public static void Write(string path, PairRecord record) =>
        OutputFile.Write(path, stream => PairFileWriter.Build(record).Write(stream));

    /// <summary>
    /// Reads <c>initial/</c>, and <c>tangent/</c> if it is there, of a file of any origin: float64 of either byte order, in contiguous, compact or chunked
    /// layout, compressed or not. Shapes are checked before data are read.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="layerSizes">The sizes of the network wanted, input first; null to take what there is.</param>
    /// <exception cref="PairFileException">The file is not there, not HDF5, or does not hold such parameters.</exception>
    public static InitialParameters ReadInitial(string path, IReadOnlyList<int>? layerSizes = null) =>
        PairFileReader.Read(path, layerSizes);
}
