using System.Runtime.Intrinsics;

namespace Chaos.Actors.Dynamics.Numerics;

/// <summary>Something that can run at any width, such as a kernel with its arguments as fields.</summary>
/// <typeparam name="TResult">What it returns.</typeparam>
public interface ILaneOperation<out TResult>
{
    /// <summary>Runs on the given lanes.</summary>
    TResult Invoke<TLanes, TVector>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;
}

/// <summary>The one place that knows which widths this machine has and which is used.</summary>
/// <remarks>Every width runs on every machine, in software if need be, and gives the same bits.</remarks>
public static class Simd
{
    /// <summary>Every width, widest first.</summary>
    public static IReadOnlyList<SimdWidth> Widths { get; } =
        [SimdWidth.Vector512, SimdWidth.Vector256, SimdWidth.Vector128, SimdWidth.Scalar];

    /// <summary>The widest accelerated width.</summary>
    public static SimdWidth Best { get; } = Widths.First(IsAccelerated);

    /// <summary>Whether this machine, as this process may use it, has the width in hardware.</summary>
    public static bool IsAccelerated(SimdWidth width) => width switch
    {
        SimdWidth.Vector512 => Vector512.IsHardwareAccelerated,
        SimdWidth.Vector256 => Vector256.IsHardwareAccelerated,
        SimdWidth.Vector128 => Vector128.IsHardwareAccelerated,
        SimdWidth.Scalar => true,
        _ => throw new ArgumentOutOfRangeException(nameof(width), width, "Not a SIMD width."),
    };

    /// <summary>Runs an operation at the given width, accelerated or not.</summary>
    public static TResult Run<TOperation, TResult>(SimdWidth width, TOperation operation)
        where TOperation : ILaneOperation<TResult> => width switch
        {
            SimdWidth.Vector512 => operation.Invoke<Lanes512, Vector512<double>>(),
            SimdWidth.Vector256 => operation.Invoke<Lanes256, Vector256<double>>(),
            SimdWidth.Vector128 => operation.Invoke<Lanes128, Vector128<double>>(),
            SimdWidth.Scalar => operation.Invoke<ScalarLanes, double>(),
            _ => throw new ArgumentOutOfRangeException(nameof(width), width, "Not a SIMD width."),
        };
}
