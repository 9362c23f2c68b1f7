using System.Runtime.CompilerServices;

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
        where TVector : struct => Apply<TanhFunction, TLanes, TVector>(source, target, count);

    /// <summary>target[i] = 1 / (1 + exp(−source[i])).</summary>
    public static void Sigmoid<TLanes, TVector>(double* source, double* target, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => Apply<SigmoidFunction, TLanes, TVector>(source, target, count);

    /// <summary>target[i] = exp source[i].</summary>
    public static void Exp<TLanes, TVector>(double* source, double* target, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => Apply<ExpFunction, TLanes, TVector>(source, target, count);

    /// <summary>target[i] = exp(source[i]) − 1, source[i] ≤ 0.</summary>
    public static void ExpMinusOne<TLanes, TVector>(double* source, double* target, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => Apply<ExpMinusOneFunction, TLanes, TVector>(source, target, count);

    /// <summary>target[i] = ln source[i].</summary>
    public static void Log<TLanes, TVector>(double* source, double* target, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => Each<LogFunction, TLanes, TVector>(source, target, count); // four are too much to inline

    private static void Apply<TFunction, TLanes, TVector>(double* source, double* target, int count)
        where TFunction : struct, IFunction
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var inFours = count - count % FourfoldLanes<TLanes, TVector>.Count;
        Each<TFunction, FourfoldLanes<TLanes, TVector>, FourVectors<TVector>>(source, target, inFours);
        Each<TFunction, TLanes, TVector>(source + inFours, target + inFours, count - inFours);
    }

    // A method of its own, because the just-in-time compiler inlines only so much into one.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Each<TFunction, TLanes, TVector>(double* source, double* target, int count)
        where TFunction : struct, IFunction
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (var i = 0; i < count; i += TLanes.Count)
            TLanes.Store(target + i, TFunction.Of<TLanes, TVector>(TLanes.Load(source + i)));
    }

    private interface IFunction
    {
        static abstract TVector Of<TLanes, TVector>(TVector x)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct;
    }

    private readonly struct TanhFunction : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of<TLanes, TVector>(TVector x)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct => ElementaryFunctions.Tanh<TLanes, TVector>(x);
    }

    private readonly struct SigmoidFunction : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of<TLanes, TVector>(TVector x)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct => ElementaryFunctions.Sigmoid<TLanes, TVector>(x);
    }

    private readonly struct ExpFunction : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of<TLanes, TVector>(TVector x)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct => ElementaryFunctions.Exp<TLanes, TVector>(x);
    }

    private readonly struct ExpMinusOneFunction : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of<TLanes, TVector>(TVector x)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct => ElementaryFunctions.ExpMinusOne<TLanes, TVector>(x);
    }

    private readonly struct LogFunction : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of<TLanes, TVector>(TVector x)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct => ElementaryFunctions.Log<TLanes, TVector>(x);
    }
}
