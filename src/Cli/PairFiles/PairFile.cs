using Chaos.Actors.Cli.Outputs;

namespace Chaos.Actors.Cli.PairFiles;

/// <summary>
/// The HDF5 file of <c>chaos pair</c>, float64 throughout:
/// <code>
/// initial/&lt;copy&gt;/&lt;k&gt;  w(0); copy 0 = reference, k = weight, bias, weight, bias …; weight [out, in], bias [out]
/// final/&lt;copy&gt;/&lt;k&gt;    the parameters after the last step
/// loss               [copies, T]
/// accuracy           [T + 1]
/// distance           [M, T + 1]
/// testLoss           [T + 1]; and so on, what the item observes: [rows, columns], or [columns] where it is one number an epoch
/// </code>
/// A divergent group's series are shorter (see <see cref="Dynamics.Training.PairGroupSeries"/>). Attributes of the root hold
/// the whole specification.
/// </summary>
public static class PairFile
{
    /// <summary>The version of this layout, in the attribute <c>format_version</c>.</summary>
    public const int FormatVersion = 1;

    /// <summary>Writes the file: whole, or not at all (<see cref="OutputFile"/>).</summary>
    public static void Write(string path, PairRecord record) =>
        OutputFile.Write(path, stream => PairFileWriter.Build(record).Write(stream));

    /// <summary>
    /// Reads <c>initial/</c> of a file of any origin: float64 of either byte order, in contiguous, compact or chunked
    /// layout, compressed or not. Shapes are checked before data are read.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="layerSizes">The sizes of the network wanted, input first; null to take what there is.</param>
    /// <exception cref="PairFileException">The file is not there, not HDF5, or does not hold such parameters.</exception>
    public static InitialParameters ReadInitial(string path, IReadOnlyList<int>? layerSizes = null) =>
        PairFileReader.Read(path, layerSizes);
}
