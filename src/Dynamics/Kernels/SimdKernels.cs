using System.Diagnostics;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Kernels;

/// <summary>The kernels, vectorised across outputs, at one vector width.</summary>
public sealed unsafe partial class SimdKernels<TLanes, TVector> : IKernels
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <inheritdoc/>
    public string Name => typeof(TLanes).Name;

    /// <inheritdoc/>
    public void FillRows(double* row, in MatrixView output)
    {
        var source = new ReadOnlySpan<double>(row, output.Columns);
        for (var r = 0; r < output.Rows; r++)
            source.CopyTo(new Span<double>(output.Data + (long)r * output.RowStep, output.Columns));
    }

    /// <inheritdoc/>
    public void AddProduct(in MatrixView a, in MatrixView b, in MatrixView start, in MatrixView output)
    {
        Debug.Assert(a.Columns == b.Rows && a.Rows == output.Rows && b.Columns == output.Columns, "sizes of a product");
        Debug.Assert(start.Rows == output.Rows && start.Columns == output.Columns, "size of what the sums start from");
        Debug.Assert(b.ColumnStep == 1 && start.ColumnStep == 1 && output.ColumnStep == 1, "outputs lie side by side");
        Debug.Assert(output.Columns % ParameterLayout.Lanes == 0, "rows are padded");
        DenseProduct<TLanes, TVector>.Add(a, b, start, output);
    }

    /// <inheritdoc/>
    public void AddSparseProduct(in SparseTile a, in MatrixView b, in MatrixView output)
    {
        Debug.Assert(b.RowStep == output.RowStep && b.Columns == output.Columns, "rows of the same form");
        SparseProduct<TLanes, TVector>.Add(
            a.Rows, a.Starts, a.Entries, a.Table, b.Data, output.Data, output.Columns, output.RowStep);
    }

    /// <inheritdoc/>
    public void AddPatchProduct(in PatchView a, in MatrixView b, in MatrixView start, in MatrixView output)
    {
        Debug.Assert(a.Columns == b.Rows && a.Rows == output.Rows, "sizes of a product");
        Debug.Assert(b.ColumnStep == 1 && start.ColumnStep == 1 && output.ColumnStep == 1, "outputs lie side by side");
        PatchProduct<TLanes, TVector>.Add(a, b, start, output);
    }

    /// <inheritdoc/>
    public void AddToPatches(in MatrixView a, in PatchView output)
    {
        Debug.Assert(a.Rows == output.Rows && a.Columns == output.Columns && output.InnerColumnStep == 1, "sizes of patches");
        Pooling<TLanes, TVector>.AddToPatches(a, output);
    }

    /// <inheritdoc/>
    public void AddRowSum(in MatrixView a, double* output)
    {
        nint step = a.RowStep, length = a.Rows * step, o = 0;
        for (; o + TLanes.Count < a.Columns; o += 2 * TLanes.Count)
        {
            var (sum0, sum1) = (TLanes.Load(output + o), TLanes.Load(output + o + TLanes.Count));
            for (var i = o; i < o + length; i += step)
            {
                sum0 = TLanes.Add(sum0, TLanes.Load(a.Data + i));
                sum1 = TLanes.Add(sum1, TLanes.Load(a.Data + i + TLanes.Count));
            }

            TLanes.Store(output + o, sum0);
            TLanes.Store(output + o + TLanes.Count, sum1);
        }

        if (o >= a.Columns) return;
        var sum = TLanes.Load(output + o);
        for (var i = o; i < o + length; i += step) sum = TLanes.Add(sum, TLanes.Load(a.Data + i));
        TLanes.Store(output + o, sum);
    }

    /// <inheritdoc/>
    public void AveragePool(in PatchView windows, int channels, double* output) =>
        Pooling<TLanes, TVector>.Average(windows, channels, output);

    /// <inheritdoc/>
    public void AddAveragePoolGradient(double* delta, int channels, in PatchView windows) =>
        Pooling<TLanes, TVector>.AddAverageGradient(delta, channels, windows);

    /// <inheritdoc/>
    public void MaximumPool(in PatchView windows, int channels, double* output) =>
        Pooling<TLanes, TVector>.Maximum(windows, channels, output);

    /// <inheritdoc/>
    public void AddMaximumPoolGradient(in PatchView values, double* maxima, double* delta, int channels, in PatchView windows) =>
        Pooling<TLanes, TVector>.AddMaximumGradient(values, maxima, delta, channels, windows);

    /// <inheritdoc/>
    public void AddColumnSum(in MatrixView a, double* output)
    {
        var (rows, columns, stride) = (a.Rows, a.Columns, a.RowStep);
        // Six sums at a time, since each waits for its last addend; where fewer rows are left, the last of them again.
        for (var r = 0; r < rows; r += 6)
        {
            var left = rows - r - 1;
            int r1 = Math.Min(1, left), r2 = Math.Min(2, left), r3 = Math.Min(3, left), r4 = Math.Min(4, left),
                r5 = Math.Min(5, left);
            double* a0 = a.Data + (long)r * stride, a1 = a0 + (long)r1 * stride, a2 = a0 + (long)r2 * stride,
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
    public void Transpose(in MatrixView a, in MatrixView output)
    {
        Debug.Assert(a.Rows == output.Columns && a.Columns == output.Rows, "sizes of a transposition");
        Transposition.Transpose(a.Data, a.Rows, a.Columns, a.RowStep, output.Data, output.RowStep);
    }

    /// <inheritdoc/>
    public void Activate(Activation activation, double* z, double* y, int length) =>
        activation.Activate<TLanes, TVector>(z, y, length);

    /// <inheritdoc/>
    public void MultiplyBySlope(Activation activation, in MatrixView z, in MatrixView y, in MatrixView delta, double* sums)
    {
        Debug.Assert(y.IsContiguous && delta.IsContiguous && (!activation.NeedsInput || z.IsContiguous), "whole rows");
        activation.MultiplyBySlope<TLanes, TVector>(z, y, delta, sums);
    }

    /// <inheritdoc/>
    public void SoftmaxCrossEntropy(in MatrixView logits, double* labels, double* losses) =>
        Softmax<TLanes, TVector>.CrossEntropy(
            logits.Data, labels, logits.Columns, logits.Rows, logits.RowStep, losses);

    /// <inheritdoc/>
    public void SquaredError(in MatrixView logits, double* labels, double* losses)
    {
        for (var s = 0; s < logits.Columns; s += TLanes.Count)
        {
            var (label, sum) = (TLanes.Load(labels + s), TLanes.Zero);
            var z = logits.Data + s;
            for (var k = 0; k < logits.Rows; k++, z += logits.RowStep)
            {
                var isLabel = TLanes.And(TLanes.Equal(label, TLanes.Broadcast(k)), TLanes.Broadcast(1));
                var d = TLanes.Subtract(TLanes.Load(z), isLabel);
                sum = TLanes.Fma(d, d, sum);
                TLanes.Store(z, d);
            }

            TLanes.Store(losses + s, TLanes.Multiply(TLanes.Broadcast(0.5), sum));
        }
    }

    /// <inheritdoc/>
    public void SquaredDistance(in MatrixView outputs, in MatrixView targets, double* losses)
    {
        for (var s = 0; s < outputs.Columns; s += TLanes.Count)
        {
            var sum = TLanes.Zero;
            double* z = outputs.Data + s, y = targets.Data + s;
            for (var k = 0; k < outputs.Rows; k++, z += outputs.RowStep, y += targets.RowStep)
            {
                var d = TLanes.Subtract(TLanes.Load(z), TLanes.Load(y));
                sum = TLanes.Fma(d, d, sum);
                TLanes.Store(z, d);
            }

            TLanes.Store(losses + s, TLanes.Multiply(TLanes.Broadcast(0.5), sum));
        }
    }

    /// <inheritdoc/>
    public int CountCorrect(in MatrixView logits, double* labels) =>
        Softmax<TLanes, TVector>.CountCorrect(logits.Data, labels, logits.Columns, logits.Rows, logits.RowStep);

    /// <inheritdoc/>
    public void CompareLogits(in MatrixView a, in MatrixView b, double* distances, double* differences)
    {
        Debug.Assert(a.Rows == b.Rows && a.Columns == b.Columns, "sizes of logits");
        for (var s = 0; s < a.Columns; s += TLanes.Count)
        {
            var sum = TLanes.Zero;
            for (var k = 0; k < a.Rows; k++)
                sum = TLanes.Add(sum, TLanes.Abs(TLanes.Subtract(
                    TLanes.Load(a.Data + s + (long)k * a.RowStep), TLanes.Load(b.Data + s + (long)k * b.RowStep))));
            TLanes.Store(distances + s, sum);
            var same = TLanes.Equal(
                Softmax<TLanes, TVector>.Largest(a.Data + s, a.Rows, a.RowStep),
                Softmax<TLanes, TVector>.Largest(b.Data + s, b.Rows, b.RowStep));
            TLanes.Store(differences + s, TLanes.Select(same, TLanes.Zero, TLanes.Broadcast(1)));
        }
    }

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
    public void StepWithMomentum(
        double* parameters, double* velocity, double* gradient, int length, double learningRate, double l2, double momentum, int samples)
    {
        var (rate, decay, kept, count) = (
            TLanes.Broadcast(-learningRate), TLanes.Broadcast(l2), TLanes.Broadcast(momentum), TLanes.Broadcast(samples));
        for (var k = 0; k < length; k += TLanes.Count)
        {
            var w = TLanes.Load(parameters + k);
            var slope = TLanes.Fma(decay, w, TLanes.Divide(TLanes.Load(gradient + k), count));
            var v = TLanes.Fma(rate, slope, TLanes.Multiply(kept, TLanes.Load(velocity + k)));
            TLanes.Store(velocity + k, v);
            TLanes.Store(parameters + k, TLanes.Add(w, v));
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
