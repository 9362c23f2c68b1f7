namespace Chaos.Actors.Dynamics.Numerics;

/// <summary>
/// <see cref="ElementaryFunctions"/> over contiguous memory, in place or not (the two may be the same, not shifted).
/// Counts are multiples of the lane count; buffers padded to multiples of 8 satisfy every width.
/// </summary>
public static unsafe class ElementaryKernels
{
    /// <summary>target[i] = tanh source[i].</summary>
    public static void Tanh<TLanes, TVector>(double* source, double* target, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var i = 0;
        for (; i + 4 * TLanes.Count <= count; i += 4 * TLanes.Count)
            FourfoldLanes<TLanes, TVector>.Store(
                target + i, ElementaryFunctions.Tanh<FourfoldLanes<TLanes, TVector>, FourVectors<TVector>>(
                    FourfoldLanes<TLanes, TVector>.Load(source + i)));
        for (; i < count; i += TLanes.Count)
            TLanes.Store(target + i, ElementaryFunctions.Tanh<TLanes, TVector>(TLanes.Load(source + i)));
    }

    /// <summary>target[i] = 1 / (1 + exp(−source[i])).</summary>
    public static void Sigmoid<TLanes, TVector>(double* source, double* target, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var i = 0;
        for (; i + 4 * TLanes.Count <= count; i += 4 * TLanes.Count)
            FourfoldLanes<TLanes, TVector>.Store(
                target + i, ElementaryFunctions.Sigmoid<FourfoldLanes<TLanes, TVector>, FourVectors<TVector>>(
                    FourfoldLanes<TLanes, TVector>.Load(source + i)));
        for (; i < count; i += TLanes.Count)
            TLanes.Store(target + i, ElementaryFunctions.Sigmoid<TLanes, TVector>(TLanes.Load(source + i)));
    }

    /// <summary>target[i] = exp source[i].</summary>
    public static void Exp<TLanes, TVector>(double* source, double* target, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var i = 0;
        for (; i + 4 * TLanes.Count <= count; i += 4 * TLanes.Count)
            FourfoldLanes<TLanes, TVector>.Store(
                target + i, ElementaryFunctions.Exp<FourfoldLanes<TLanes, TVector>, FourVectors<TVector>>(
                    FourfoldLanes<TLanes, TVector>.Load(source + i)));
        for (; i < count; i += TLanes.Count)
            TLanes.Store(target + i, ElementaryFunctions.Exp<TLanes, TVector>(TLanes.Load(source + i)));
    }

    /// <summary>target[i] = ln source[i].</summary>
    public static void Log<TLanes, TVector>(double* source, double* target, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (var i = 0; i < count; i += TLanes.Count)
            TLanes.Store(target + i, ElementaryFunctions.Log<TLanes, TVector>(TLanes.Load(source + i)));
    }
}
