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
        double* a, int rowStep, int columnStep, int rows, int columns, double* b, double* output, int stride,
        int width) =>
        DenseProduct<TLanes, TVector>.Add(a, rowStep, columnStep, rows, columns, b, output, stride, width);

    /// <inheritdoc/>
    public void AddSparseProduct(
        ReadOnlySpan<int> rows, ReadOnlySpan<int> starts, ushort* entries, double* table, double* b, double* output,
        int stride) =>
        SparseProduct<TLanes, TVector>.Add(rows, starts, entries, table, b, output, stride);

    /// <inheritdoc/>
    public void AddRowSum(double* a, int rows, double* output, int stride)
    {
        for (var o = 0; o < stride; o += TLanes.Count)
        {
            var sum = TLanes.Load(output + o);
            for (var r = 0; r < rows; r++) sum = TLanes.Add(sum, TLanes.Load(a + (long)r * stride + o));
            TLanes.Store(output + o, sum);
        }
    }

    /// <inheritdoc/>
    public void AddColumnSum(double* a, int rows, int columns, int stride, double* output)
    {
        // Five sums at a time, since each waits for its last addend.
        var r = 0;
        for (; r + 5 <= rows; r += 5, a += 5L * stride, output += 5)
        {
            var (s0, s1, s2, s3, s4) = (output[0], output[1], output[2], output[3], output[4]);
            for (nint c = 0; c < columns; c++)
            {
                var column = a + c;
                s0 += column[0];
                s1 += column[stride];
                s2 += column[2 * stride];
                s3 += column[3 * stride];
                s4 += column[4 * stride];
            }

            (output[0], output[1], output[2], output[3], output[4]) = (s0, s1, s2, s3, s4);
        }

        for (; r < rows; r++, a += stride, output++)
        {
            var sum = *output;
            for (nint c = 0; c < columns; c++) sum += a[c];
            *output = sum;
        }
    }

    /// <inheritdoc/>
    public void Transpose(double* a, int rows, int columns, int stride, double* output, int outputStride)
    {
        // Whole squares of lanes in registers; then what is left at the right and at the bottom.
        var (wholeRows, wholeColumns) = (rows / TLanes.Count * TLanes.Count, columns / TLanes.Count * TLanes.Count);
        for (var r = 0; r < wholeRows; r += TLanes.Count)
            for (var c = 0; c < wholeColumns; c += TLanes.Count)
                TLanes.TransposeSquare(
                    a + (long)r * stride + c, stride, output + (long)c * outputStride + r, outputStride);
        for (var r = 0; r < rows; r++)
            for (var c = r < wholeRows ? wholeColumns : 0; c < columns; c++)
                output[(long)c * outputStride + r] = a[(long)r * stride + c];
    }

    /// <inheritdoc/>
    public void Activate(Activation activation, double* x, int length) =>
        Activations<TLanes, TVector>.Apply(activation, x, length);

    /// <inheritdoc/>
    public void MultiplyByDerivative(Activation activation, double* y, double* delta, int length) =>
        Activations<TLanes, TVector>.MultiplyByDerivative(activation, y, delta, length);

    /// <inheritdoc/>
    public void SoftmaxCrossEntropy(
        double* logits, byte* labels, int samples, int classes, int stride, double* losses) =>
        Softmax<TLanes, TVector>.CrossEntropy(logits, labels, samples, classes, stride, losses);

    /// <inheritdoc/>
    public int CountCorrect(double* logits, byte* labels, int samples, int classes, int stride) =>
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
