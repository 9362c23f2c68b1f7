using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Kernels;

/// <summary>The kernels, vectorised across outputs, at one vector width.</summary>
public sealed unsafe class SimdKernels<TLanes, TVector> : IKernels
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <inheritdoc/>
    public string Name => typeof(TLanes).Name;

    /// <inheritdoc/>
    public void FillRows(double* row, double* output, int rows, int stride)
    {
        var source = new ReadOnlySpan<double>(row, stride);
        for (var r = 0; r < rows; r++) source.CopyTo(new Span<double>(output + (long)r * stride, stride));
    }

    /// <inheritdoc/>
    public void AddDenseProduct(
        double* a, int rowStep, int columnStep, int rows, int columns, double* b, double* start, int startStride,
        double* output, int stride, int width) =>
        DenseProduct<TLanes, TVector>.Add(
            a, rowStep, columnStep, rows, columns, b, start, startStride, output, stride, width);

    /// <inheritdoc/>
    public void AddSparseProduct(
        ReadOnlySpan<int> rows, ReadOnlySpan<int> starts, ushort* entries, double* table, double* b, double* output,
        int stride) =>
        SparseProduct<TLanes, TVector>.Add(rows, starts, entries, table, b, output, stride);

    /// <inheritdoc/>
    public void AddColumnSum(double* a, int rows, int columns, int stride, double* output)
    {
        // Six sums at a time, since each waits for its last addend; where fewer rows are left, the last of them again.
        for (var r = 0; r < rows; r += 6)
        {
            var left = rows - r - 1;
            int r1 = Math.Min(1, left), r2 = Math.Min(2, left), r3 = Math.Min(3, left), r4 = Math.Min(4, left),
                r5 = Math.Min(5, left);
            double* a0 = a + (long)r * stride, a1 = a0 + (long)r1 * stride, a2 = a0 + (long)r2 * stride,
                a3 = a0 + (long)r3 * stride, a4 = a0 + (long)r4 * stride, a5 = a0 + (long)r5 * stride, sum = output + r;
            double s0 = sum[0], s1 = sum[r1], s2 = sum[r2], s3 = sum[r3], s4 = sum[r4], s5 = sum[r5];
            for (nint c = 0; c < columns; c++)
            {
                s0 += a0[c];
                s1 += a1[c];
                s2 += a2[c];
                s3 += a3[c];
                s4 += a4[c];
                s5 += a5[c];
            }

            (sum[0], sum[r1], sum[r2], sum[r3], sum[r4], sum[r5]) = (s0, s1, s2, s3, s4, s5);
        }
    }

    /// <inheritdoc/>
    public void Transpose(double* a, int rows, int columns, int stride, double* output, int outputStride) =>
        Transposition.Transpose(a, rows, columns, stride, output, outputStride);

    /// <inheritdoc/>
    public void Activate(Activation activation, double* x, int length) =>
        Activations<TLanes, TVector>.Apply(activation, x, length);

    /// <inheritdoc/>
    public void MultiplyByDerivative(
        Activation activation, double* y, double* delta, int rows, int stride, double* sums) =>
        Activations<TLanes, TVector>.MultiplyByDerivative(activation, y, delta, rows, stride, sums);

    /// <inheritdoc/>
    public void SoftmaxCrossEntropy(
        double* logits, double* labels, int samples, int classes, int stride, double* losses) =>
        Softmax<TLanes, TVector>.CrossEntropy(logits, labels, samples, classes, stride, losses);

    /// <inheritdoc/>
    public int CountCorrect(double* logits, double* labels, int samples, int classes, int stride) =>
        Softmax<TLanes, TVector>.CountCorrect(logits, labels, samples, classes, stride);

    /// <inheritdoc/>
    public void Step(double* parameters, double* gradient, int length, double learningRate, double l2, int samples)
    {
        var (rate, decay, count) = (
            TLanes.Broadcast(-learningRate), TLanes.Broadcast(l2), TLanes.Broadcast(samples));
        for (var k = 0; k < length; k += TLanes.Count)
        {
            var w = TLanes.Load(parameters + k);
            var slope = TLanes.Fma(decay, w, TLanes.Divide(TLanes.Load(gradient + k), count));
            TLanes.Store(parameters + k, TLanes.Fma(rate, slope, w));
        }
    }

    /// <inheritdoc/>
    public double Distance(double* w, double* v, int length)
    {
        // Eight logical lanes at every width: 8 / Count vectors of partial sums.
        var partial = stackalloc double[ParameterLayout.Lanes];
        for (var lane = 0; lane < ParameterLayout.Lanes; lane += TLanes.Count)
        {
            var sum = TLanes.Zero;
            for (var k = lane; k < length; k += ParameterLayout.Lanes)
                sum = TLanes.Add(sum, TLanes.Abs(TLanes.Subtract(TLanes.Load(w + k), TLanes.Load(v + k))));
            TLanes.Store(partial + lane, sum);
        }

        var p = partial;
        return ((p[0] + p[1]) + (p[2] + p[3])) + ((p[4] + p[5]) + (p[6] + p[7]));
    }
}
