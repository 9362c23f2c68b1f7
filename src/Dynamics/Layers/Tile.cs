using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Dynamics.Layers;

/// <summary>A few samples on their way through a network, several copies of which may stand side by side.</summary>
/// <param name="samples">The set they are of.</param>
/// <param name="index">Which tile of it.</param>
/// <param name="size">Samples of a tile, a multiple of 8; that of the laid-out inputs where a layer multiplies them as they are.</param>
/// <param name="copies">How many copies of the network pass.</param>
internal readonly unsafe struct Tile(PreparedSamples samples, int index, int size, int copies)
{
    /// <summary>The set the samples are of.</summary>
    public PreparedSamples Samples => samples;

    /// <summary>Which tile of the set.</summary>
    public int Index => index;

    /// <summary>How many copies of the network pass side by side.</summary>
    public int Copies => copies;

    /// <summary>Number of samples; the last tile may be short.</summary>
    public int Count { get; } = Math.Min(size, samples.Count - index * size);

    /// <summary>The first sample's place in the set.</summary>
    public int First => index * size;

    /// <summary>The same samples with another number of copies, or with tangents in the copies' place.</summary>
    public Tile With(int others) => new(samples, index, size, others);

    /// <summary>The label of the first sample; −1 behind the last of the set, up to a multiple of 8.</summary>
    public double* Labels => samples.Labels.Pointer + index * size;

    /// <summary>Whether the samples have real targets, and no labels.</summary>
    public bool HasTargets => samples.Targets is not null;

    /// <summary>The real targets of so many outputs: [outputs, samples].</summary>
    public MatrixView Targets(int outputs) =>
        new(samples.Targets!.Pointer + index * size, outputs, Count, samples.TargetLength);
}
