using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Kernels.Reference;

/// <summary>The kernels as plain loops: what the vectorised ones must equal bit for bit. Slow; for tests.</summary>
public sealed unsafe class ReferenceKernels : IKernels
{
    /// <inheritdoc/>
    public string Name => "reference";

    /// <inheritdoc/>
    public void FillRows(double* row, in MatrixView output)
    {
        for (var r = 0; r < output.Rows; r++)
            for (var o = 0; o < output.Columns; o++)
                At(output, r, o) = row[o];
    }

    /// <inheritdoc/>
    public void AddProduct(in MatrixView a, in MatrixView b, in MatrixView start, in MatrixView output)
    {
        for (var r = 0; r < output.Rows; r++)
            for (var o = 0; o < output.Columns; o++)
            {
                var sum = At(start, r, o);
                for (var c = 0; c < a.Columns; c++) sum = Math.FusedMultiplyAdd(At(a, r, c), At(b, c, o), sum);
                At(output, r, o) = sum;
            }
    }

    /// <inheritdoc/>
    public void AddSparseProduct(in SparseTile a, in MatrixView b, in MatrixView output)
    {
        for (var i = 0; i < a.Rows.Length; i++)
            for (var o = 0; o < output.Columns; o++)
            {
                var sum = At(output, a.Rows[i], o);
                for (var e = a.Starts[i]; e < a.Starts[i + 1]; e++)
                {
                    var (code, column) = (a.Entries[e] >> 8, a.Entries[e] & 255);
                    sum = Math.FusedMultiplyAdd(a.Table[code], At(b, column, o), sum);
                }

                At(output, a.Rows[i], o) = sum;
            }
    }

    /// <inheritdoc/>
    public void AddPatchProduct(in PatchView a, in MatrixView b, in MatrixView start, in MatrixView output)
    {
        for (var r = 0; r < output.Rows; r++)
            for (var o = 0; o < output.Columns; o++)
            {
                var sum = At(start, r, o);
                for (var c = 0; c < a.Columns; c++) sum = Math.FusedMultiplyAdd(*a.At(r, c), At(b, c, o), sum);
                At(output, r, o) = sum;
            }
    }

    /// <inheritdoc/>
    public void AddToPatches(in MatrixView a, in PatchView output)
    {
        for (var r = 0; r < a.Rows; r++)
            for (var c = 0; c < a.Columns; c++) *output.At(r, c) += At(a, r, c);
    }

    /// <inheritdoc/>
    public void AddRowSum(in MatrixView a, double* output)
    {
        for (var r = 0; r < a.Rows; r++)
            for (var c = 0; c < a.Columns; c++) output[c] += At(a, r, c);
    }

    /// <inheritdoc/>
    public void AveragePool(in PatchView windows, int channels, double* output)
    {
        for (var p = 0; p < windows.Rows; p++)
            for (var ch = 0; ch < channels; ch++)
            {
                var sum = 0.0;
                for (var q = 0; q < windows.Columns; q++) sum += windows.At(p, q)[ch];
                output[p * channels + ch] = sum / windows.Columns;
            }
    }

    /// <inheritdoc/>
    public void AddAveragePoolGradient(double* delta, int channels, in PatchView windows)
    {
        for (var p = 0; p < windows.Rows; p++)
            for (var ch = 0; ch < channels; ch++)
                for (var q = 0; q < windows.Columns; q++) windows.At(p, q)[ch] += delta[p * channels + ch] / windows.Columns;
    }

    /// <inheritdoc/>
    public void MaximumPool(in PatchView windows, int channels, double* output)
    {
        for (var p = 0; p < windows.Rows; p++)
            for (var ch = 0; ch < channels; ch++)
            {
                var best = windows.At(p, 0)[ch];
                for (var q = 1; q < windows.Columns; q++)
                    if (windows.At(p, q)[ch] is var x && (x > best || double.IsNaN(x))) best = x;
                output[p * channels + ch] = best;
            }
    }

    /// <inheritdoc/>
    public void AddMaximumPoolGradient(in PatchView values, double* maxima, double* delta, int channels, in PatchView windows)
    {
        for (var p = 0; p < windows.Rows; p++)
            for (var ch = 0; ch < channels; ch++)
                for (var q = 0; q < windows.Columns; q++)
                {
                    if (values.At(p, q)[ch] != maxima[p * channels + ch]) continue;
                    windows.At(p, q)[ch] += delta[p * channels + ch];
                    break;
                }
    }

    /// <inheritdoc/>
    public void MaximumPoolTangent(in PatchView values, double* maxima, in PatchView tangents, int channels, double* output)
    {
        for (var p = 0; p < values.Rows; p++)
            for (var ch = 0; ch < channels; ch++)
            {
                output[p * channels + ch] = 0;
                for (var q = 0; q < values.Columns; q++)
                {
                    if (values.At(p, q)[ch] != maxima[p * channels + ch]) continue;
                    output[p * channels + ch] = tangents.At(p, q)[ch];
                    break;
                }
            }
    }

    /// <inheritdoc/>
    public void AddColumnSum(in MatrixView a, double* output)
    {
        for (var r = 0; r < a.Rows; r++)
            for (var c = 0; c < a.Columns; c++)
                output[r] += At(a, r, c);
    }

    /// <inheritdoc/>
    public void Transpose(in MatrixView a, in MatrixView output)
    {
        for (var r = 0; r < a.Rows; r++)
            for (var c = 0; c < a.Columns; c++)
                At(output, c, r) = At(a, r, c);
    }

    /// <inheritdoc/>
    public void Activate(Activation activation, double* z, double* y, int length)
    {
        for (var i = 0; i < length; i++) y[i] = activation.Value(z[i]);
    }

    /// <inheritdoc/>
    public void MultiplyBySlope(Activation activation, in MatrixView z, in MatrixView y, in MatrixView delta, double* sums)
    {
        for (var r = 0; r < delta.Rows; r++)
            for (var o = 0; o < delta.Columns; o++)
            {
                At(delta, r, o) *= activation.Slope(activation.NeedsInput ? At(z, r, o) : double.NaN, At(y, r, o));
                if (sums is not null) sums[o] += At(delta, r, o);
            }
    }

    /// <inheritdoc/>
    public void SoftmaxCrossEntropy(in MatrixView logits, double* labels, double* losses)
    {
        var (classes, samples) = (logits.Rows, logits.Columns);
        for (var s = 0; s < samples; s++)
        {
            var max = At(logits, 0, s);
            for (var k = 1; k < classes; k++) max = At(logits, k, s) > max ? At(logits, k, s) : max;

            var label = At(logits, (int)labels[s], s) - max;
            var sum = 0.0;
            for (var k = 0; k < classes; k++)
                sum += At(logits, k, s) = ElementaryFunctionsReference.Exp(At(logits, k, s) - max);
            for (var k = 0; k < classes; k++) At(logits, k, s) /= sum;
            At(logits, (int)labels[s], s) -= 1;
            losses[s] = ElementaryFunctionsReference.Log(sum) - label;
        }
    }

    /// <inheritdoc/>
    public void SquaredError(in MatrixView logits, double* labels, double* losses)
    {
        for (var s = 0; s < logits.Columns; s++)
        {
            var sum = 0.0;
            for (var k = 0; k < logits.Rows; k++)
            {
                var d = At(logits, k, s) -= k == labels[s] ? 1 : 0;
                sum = Math.FusedMultiplyAdd(d, d, sum);
            }

            losses[s] = 0.5 * sum;
        }
    }

    /// <inheritdoc/>
    public void SquaredDistance(in MatrixView outputs, in MatrixView targets, double* losses)
    {
        for (var s = 0; s < outputs.Columns; s++)
        {
            var sum = 0.0;
            for (var k = 0; k < outputs.Rows; k++)
            {
                var d = At(outputs, k, s) -= At(targets, k, s);
                sum = Math.FusedMultiplyAdd(d, d, sum);
            }

            losses[s] = 0.5 * sum;
        }
    }

    /// <inheritdoc/>
    public int CountCorrect(in MatrixView logits, double* labels)
    {
        var correct = 0;
        for (var s = 0; s < logits.Columns; s++)
            if (Largest(logits, s) == labels[s]) correct++;
        return correct;
    }

    /// <inheritdoc/>
    public void CompareLogits(in MatrixView a, in MatrixView b, double* distances, double* differences)
    {
        for (var s = 0; s < a.Columns; s++)
        {
            distances[s] = 0;
            for (var k = 0; k < a.Rows; k++) distances[s] += Math.Abs(At(a, k, s) - At(b, k, s));
            differences[s] = Largest(a, s) == Largest(b, s) ? 0 : 1;
        }
    }

    /// <inheritdoc/>
    public void Step(double* parameters, double* gradient, int length, double learningRate, double l2, int samples)
    {
        for (var k = 0; k < length; k++)
        {
            var slope = Math.FusedMultiplyAdd(l2, parameters[k], gradient[k] / samples);
            parameters[k] = Math.FusedMultiplyAdd(-learningRate, slope, parameters[k]);
        }
    }

    /// <inheritdoc/>
    public void StepWithMomentum(
        double* parameters, double* velocity, double* gradient, int length, double learningRate, double l2, double momentum, int samples)
    {
        for (var k = 0; k < length; k++)
        {
            var slope = Math.FusedMultiplyAdd(l2, parameters[k], gradient[k] / samples);
            velocity[k] = Math.FusedMultiplyAdd(-learningRate, slope, momentum * velocity[k]);
            parameters[k] += velocity[k];
        }
    }

    /// <inheritdoc/>
    public double Distance(double* w, double* v, int length)
    {
        Span<double> p = stackalloc double[8];
        for (var k = 0; k < length; k++) p[k % 8] += Math.Abs(w[k] - v[k]);
        return ((p[0] + p[1]) + (p[2] + p[3])) + ((p[4] + p[5]) + (p[6] + p[7]));
    }

    /// <inheritdoc/>
    public void Bend(Activation activation, double* z, double* y, double* delta, double* slopes, double* bends, int length)
    {
        for (var i = 0; i < length; i++)
        {
            var argument = activation.NeedsInput ? z[i] : double.NaN;
            slopes[i] = activation.Slope(argument, y[i]);
            bends[i] = delta[i] * activation.Curvature(argument, y[i]);
        }
    }

    /// <inheritdoc/>
    public void Multiply(in MatrixView a, in MatrixView b, in MatrixView output)
    {
        for (var r = 0; r < output.Rows; r++)
            for (var c = 0; c < output.Columns; c++)
                At(output, r, c) = At(a, r, c) * At(b, r, c);
    }

    /// <inheritdoc/>
    public void BendDeltas(in MatrixView slopes, in MatrixView bends, in MatrixView z, in MatrixView delta, double* sums)
    {
        for (var r = 0; r < delta.Rows; r++)
            for (var c = 0; c < delta.Columns; c++)
            {
                At(delta, r, c) = Math.FusedMultiplyAdd(At(bends, r, c), At(z, r, c), At(slopes, r, c) * At(delta, r, c));
                if (sums is not null) sums[c] += At(delta, r, c);
            }
    }

    /// <inheritdoc/>
    public void SoftmaxTangent(in MatrixView derivatives, double* labels, in MatrixView tangents)
    {
        for (var s = 0; s < tangents.Columns; s++)
        {
            double Probability(in MatrixView d, int k) => At(d, k, s) + (k == labels[s] ? 1 : 0);
            var mean = 0.0;
            for (var k = 0; k < tangents.Rows; k++)
                mean = Math.FusedMultiplyAdd(Probability(derivatives, k), At(tangents, k, s), mean);
            for (var k = 0; k < tangents.Rows; k++)
                At(tangents, k, s) = Probability(derivatives, k) * (At(tangents, k, s) - mean);
        }
    }

    /// <inheritdoc/>
    public void Average(double* gradient, double* parameters, int length, double l2, int samples)
    {
        for (var k = 0; k < length; k++) gradient[k] = Math.FusedMultiplyAdd(l2, parameters[k], gradient[k] / samples);
    }

    /// <inheritdoc/>
    public double Dot(double* v, double* w, int length)
    {
        Span<double> p = stackalloc double[8];
        for (var k = 0; k < length; k++) p[k % 8] = Math.FusedMultiplyAdd(v[k], w[k], p[k % 8]);
        return ((p[0] + p[1]) + (p[2] + p[3])) + ((p[4] + p[5]) + (p[6] + p[7]));
    }

    /// <inheritdoc/>
    public void AddMultiple(double factor, double* v, double* w, int length)
    {
        for (var k = 0; k < length; k++) w[k] = Math.FusedMultiplyAdd(factor, v[k], w[k]);
    }

    /// <inheritdoc/>
    public void Divide(double* v, double divisor, int length)
    {
        for (var k = 0; k < length; k++) v[k] /= divisor;
    }

    private static int Largest(in MatrixView logits, int s)
    {
        var best = 0;
        for (var k = 1; k < logits.Rows; k++)
            if (At(logits, k, s) > At(logits, best, s)) best = k;
        return best;
    }

    private static ref double At(in MatrixView matrix, int r, int c) =>
        ref matrix.Data[(long)r * matrix.RowStep + (long)c * matrix.ColumnStep];
}
