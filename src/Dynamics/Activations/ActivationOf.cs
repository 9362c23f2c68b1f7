using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Activations;

/// <summary>The loops over a tile, compiled for one function.</summary>
internal sealed unsafe class ActivationOf<TFunction>(TFunction function) : Activation
    where TFunction : struct, IActivationFunction
{
    public override string Text => function.Text;

    internal override bool NeedsInput => function.NeedsInput;

    public override double Value(double z) => function.Value(z);

    public override double Slope(double z, double y) => function.Slope(z, y);

    public override double Curvature(double z, double y) => function.Curvature(z, y);

    internal override void Activate<TLanes, TVector>(double* z, double* y, int length)
    {
        // Four vectors of intermediate values need more registers than AVX2's 16: there a processor finds the next vector by itself.
        var four = TFunction.InFours && (TLanes.Count == 8 || AdvSimd.IsSupported);
        var inFours = four ? length - length % FourfoldLanes<TLanes, TVector>.Count : 0;
        if (four) Each<FourfoldLanes<TLanes, TVector>, FourVectors<TVector>>(z, y, inFours);
        Each<TLanes, TVector>(z + inFours, y + inFours, length - inFours);
    }

    internal override void MultiplyBySlope<TLanes, TVector>(
        in MatrixView z, in MatrixView y, in MatrixView delta, double* sums) =>
        Columns<TLanes, TVector>(z.Data, y.Data, delta.Data, delta.Rows, delta.RowStep, sums);

    internal override void Bend<TLanes, TVector>(
        double* z, double* y, double* delta, double* slopes, double* bends, int length)
    {
        for (nint i = 0; i < length; i += TLanes.Count)
        {
            var value = TLanes.Load(y + i);
            var argument = function.NeedsInput ? TLanes.Load(z + i) : value;
            TLanes.Store(slopes + i, function.Slope<TLanes, TVector>(argument, value));
            TLanes.Store(bends + i, TLanes.Multiply(
                TLanes.Load(delta + i), function.Curvature<TLanes, TVector>(argument, value)));
        }
    }

    // A method of its own, because the just-in-time compiler inlines only so much into one.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Each<TLanes, TVector>(double* z, double* y, int length)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (var i = 0; i < length; i += TLanes.Count)
            TLanes.Store(y + i, function.Value<TLanes, TVector>(TLanes.Load(z + i)));
    }

    // Down the rows, two vectors wide where there are two: a single sum would wait for its last addend.
    private void Columns<TLanes, TVector>(double* z, double* y, double* delta, nint rows, nint stride, double* sums)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        nint o = 0;
        for (; o + 2 * TLanes.Count <= stride; o += 2 * TLanes.Count)
        {
            var (sum0, sum1) = sums is null
                ? (TLanes.Zero, TLanes.Zero) : (TLanes.Load(sums + o), TLanes.Load(sums + o + TLanes.Count));
            for (var i = o; i < rows * stride; i += stride)
            {
                var d0 = TLanes.Multiply(TLanes.Load(delta + i), Slope<TLanes, TVector>(z + i, y + i));
                var d1 = TLanes.Multiply(
                    TLanes.Load(delta + i + TLanes.Count), Slope<TLanes, TVector>(z + i + TLanes.Count, y + i + TLanes.Count));
                TLanes.Store(delta + i, d0);
                TLanes.Store(delta + i + TLanes.Count, d1);
                (sum0, sum1) = (TLanes.Add(sum0, d0), TLanes.Add(sum1, d1));
            }

            if (sums is null) continue;
            TLanes.Store(sums + o, sum0);
            TLanes.Store(sums + o + TLanes.Count, sum1);
        }

        if (o == stride) return;
        var sum = sums is null ? TLanes.Zero : TLanes.Load(sums + o);
        for (var i = o; i < rows * stride; i += stride)
        {
            var d = TLanes.Multiply(TLanes.Load(delta + i), Slope<TLanes, TVector>(z + i, y + i));
            TLanes.Store(delta + i, d);
            sum = TLanes.Add(sum, d);
        }

        if (sums is not null) TLanes.Store(sums + o, sum);
    }

    // What the slope does not read is not loaded.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TVector Slope<TLanes, TVector>(double* z, double* y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var value = TLanes.Load(y);
        return function.Slope<TLanes, TVector>(function.NeedsInput ? TLanes.Load(z) : value, value);
    }
}
