using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Activations;

/// <summary>
/// A nonlinearity φ: its value, slope φ′ and curvature φ″, each twice: over any lanes, and as plain double code with the same
/// operations in the same order, so the same bits. A structure, so that kernels compiled for it contain it.
/// </summary>
internal interface IActivationFunction
{
    /// <summary>Whether four vectors at a time still fit into one inlined loop (see ElementaryKernels).</summary>
    static abstract bool InFours { get; }

    /// <summary>As campaign files write it, parameters included: two functions are the same when it is equal.</summary>
    string Text { get; }

    /// <summary>Whether slope and curvature read z = the argument, which must then be kept beside y = φ(z).</summary>
    bool NeedsInput { get; }

    /// <summary>φ(z).</summary>
    TVector Value<TLanes, TVector>(TVector z)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;

    /// <summary>φ′ at z, where y = φ(z).</summary>
    TVector Slope<TLanes, TVector>(TVector z, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;

    /// <summary>φ″ at z, where y = φ(z).</summary>
    TVector Curvature<TLanes, TVector>(TVector z, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;

    /// <summary>φ(z).</summary>
    double Value(double z);

    /// <summary>φ′ at z, where y = φ(z).</summary>
    double Slope(double z, double y);

    /// <summary>φ″ at z, where y = φ(z).</summary>
    double Curvature(double z, double y);
}
