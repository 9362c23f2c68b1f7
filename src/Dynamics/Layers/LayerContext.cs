using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Dynamics.Layers;

/// <summary>What a layer is built into.</summary>
/// <param name="Kernels">What it computes with.</param>
/// <param name="Task">The data.</param>
/// <param name="Tile">Samples that pass at a time, at most.</param>
/// <param name="Copies">Copies of the network that pass side by side, at most.</param>
/// <param name="Tangents">Tangents of one copy that pass side by side, at most; 0: it will be asked for none.</param>
/// <param name="Below">The layer whose output comes in; null: the data themselves do.</param>
/// <param name="Logits">Where the outputs of the network go; null: this is not its last layer.</param>
internal sealed record LayerContext(
    IKernels Kernels, PreparedTask Task, int Tile, int Copies, int Tangents, Layer? Below, Logits? Logits);
