using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Training;

/// <summary>What an engine starts from; it takes the buffers over.</summary>
/// <param name="Epoch">t.</param>
/// <param name="Parameters">w(t) of every copy, in a buffer of <see cref="Rules.TrainingRule.StateLength"/>.</param>
/// <param name="Tangents">The tangent vectors at t, in the same form.</param>
/// <param name="CurvatureStart">What the search for the ends of the Hessian's spectrum starts from, at every epoch; null without it.</param>
/// <param name="Replicas">Makes the replicas where they begin later; before that, their buffers mean nothing.</param>
internal sealed record EngineStart(
    int Epoch, IReadOnlyList<AlignedBuffer> Parameters, IReadOnlyList<AlignedBuffer> Tangents, AlignedBuffer? CurvatureStart,
    ReplicaDraw Replicas);
