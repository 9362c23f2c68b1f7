using System.Diagnostics;
using Chaos.Actors.Dynamics.Networks;

namespace Chaos.Actors.Dynamics.Kernels;

// What tangents and the Lanczos method need beside the kernels of training.
public sealed unsafe partial class SimdKernels<TLanes, TVector>
{
    /// <inheritdoc/>
    public void Bend(Activation activation, double* z, double* y, double* delta, double* slopes, double* bends, int length) =>
        activation.Bend<TLanes, TVector>(z, y, delta, slopes, bends, length);

    /// <inheritdoc/>
    public void Multiply(in MatrixView a, in MatrixView b, in MatrixView output)
    {
        for (var r = 0; r < output.Rows; r++)
        {
            double* left = a.Data + (long)r * a.RowStep, right = b.Data + (long)r * b.RowStep,
                product = output.Data + (long)r * output.RowStep;
            for (nint c = 0; c < output.Columns; c += TLanes.Count)
                TLanes.Store(product + c, TLanes.Multiply(TLanes.Load(left + c), TLanes.Load(right + c)));
        }
    }

    /// <inheritdoc/>
    public void BendDeltas(in MatrixView slopes, in MatrixView bends, in MatrixView z, in MatrixView delta, double* sums)
    {
        Debug.Assert(slopes.RowStep == bends.RowStep && z.RowStep == delta.RowStep, "rows of the same forms");
        for (nint c = 0; c < delta.Columns; c += TLanes.Count)
        {
            double* slope = slopes.Data + c, bend = bends.Data + c, input = z.Data + c, d = delta.Data + c;
            var sum = sums is null ? TLanes.Zero : TLanes.Load(sums + c);
            for (var r = 0; r < delta.Rows; r++)
            {
                var value = TLanes.Fma(
                    TLanes.Load(bend), TLanes.Load(input), TLanes.Multiply(TLanes.Load(slope), TLanes.Load(d)));
                TLanes.Store(d, value);
                sum = TLanes.Add(sum, value);
                slope += slopes.RowStep;
                bend += bends.RowStep;
                input += z.RowStep;
                d += delta.RowStep;
            }

            if (sums is not null) TLanes.Store(sums + c, sum);
        }
    }

    /// <inheritdoc/>
    public void MaximumPoolTangent(in PatchView values, double* maxima, in PatchView tangents, int channels, double* output) =>
        Pooling<TLanes, TVector>.MaximumTangent(values, maxima, tangents, channels, output);

    /// <inheritdoc/>
    public void SoftmaxTangent(in MatrixView derivatives, double* labels, in MatrixView tangents) =>
        Softmax<TLanes, TVector>.Tangent(
            derivatives.Data, derivatives.RowStep, labels, tangents.Columns, tangents.Rows, tangents.Data, tangents.RowStep);

    /// <inheritdoc/>
    public void Average(double* gradient, double* parameters, int length, double l2, int samples)
    {
        var (decay, count) = (TLanes.Broadcast(l2), TLanes.Broadcast(samples));
        for (var k = 0; k < length; k += TLanes.Count)
            TLanes.Store(gradient + k, TLanes.Fma(
                decay, TLanes.Load(parameters + k), TLanes.Divide(TLanes.Load(gradient + k), count)));
    }

    /// <inheritdoc/>
    public double Dot(double* v, double* w, int length)
    {
        // Eight logical lanes at every width, as in Distance.
        var partial = stackalloc double[ParameterLayout.Lanes];
        for (var lane = 0; lane < ParameterLayout.Lanes; lane += TLanes.Count)
        {
            var sum = TLanes.Zero;
            for (var k = lane; k < length; k += ParameterLayout.Lanes)
                sum = TLanes.Fma(TLanes.Load(v + k), TLanes.Load(w + k), sum);
            TLanes.Store(partial + lane, sum);
        }

        var p = partial;
        return ((p[0] + p[1]) + (p[2] + p[3])) + ((p[4] + p[5]) + (p[6] + p[7]));
    }

    /// <inheritdoc/>
    public void AddMultiple(double factor, double* v, double* w, int length)
    {
        var multiple = TLanes.Broadcast(factor);
        for (var k = 0; k < length; k += TLanes.Count)
            TLanes.Store(w + k, TLanes.Fma(multiple, TLanes.Load(v + k), TLanes.Load(w + k)));
    }

    /// <inheritdoc/>
    public void Divide(double* v, double divisor, int length)
    {
        var all = TLanes.Broadcast(divisor);
        for (var k = 0; k < length; k += TLanes.Count)
            TLanes.Store(v + k, TLanes.Divide(TLanes.Load(v + k), all));
    }
}
