using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Benchmarks.CostCurve;

/// <summary>The sizes of a work item on MNIST.</summary>
/// <param name="Samples">Training samples, from the front.</param>
/// <param name="Units">Units of each hidden layer.</param>
/// <param name="Layers">Hidden layers.</param>
/// <param name="Networks">The reference and its replicas, 1 + M.</param>
/// <param name="Epochs">T.</param>
internal sealed record Size(int Samples, int Units, int Layers, int Networks, int Epochs)
{
    /// <summary>What the other sizes are while one varies: 784–64–10, M = 2.</summary>
    public static Size Base { get; } = new(10_000, 64, 1, 3, 20);

    /// <summary>The item, for so many epochs.</summary>
    public PairGroupSpec Item(int epochs) => new(
        new Architecture(Enumerable.Repeat(Units, Layers), Activation.Tanh, Initialisation.Normal), LearningRate: 0.1, L2: 0,
        new Perturbation(Networks - 1, 1e-8), epochs, Seed: 1);
}
