using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Kernels.Reference;

/// <summary>The kernels as plain loops: what the vectorised ones must equal bit for bit. Slow; for tests.</summary>
public sealed unsafe class ReferenceKernels : IKernels
{
    /// <inheritdoc/>
    public string Name => "reference";

    /// <inheritdoc/>
    public void FillRows(double* row, double* output, int rows, int stride)
    {
        for (var r = 0; r < rows; r++)
            for (var o = 0; o < stride; o++)
                output[r * stride + o] = row[o];
    }

    /// <inheritdoc/>
    public void AddDenseProduct(
        double* a, int rowStep, int columnStep, int rows, int columns, double* b, double* start, int startStride,
        double* output, int stride, int width)
    {
        for (var r = 0; r < rows; r++)
            for (var o = 0; o < width; o++)
            {
                var sum = start[r * startStride + o];
                for (var c = 0; c < columns; c++)
                    sum = Math.FusedMultiplyAdd(a[(long)r * rowStep + (long)c * columnStep], b[c * stride + o], sum);
                output[r * stride + o] = sum;
            }
    }

    /// <inheritdoc/>
    public void AddSparseProduct(
        ReadOnlySpan<int> rows, ReadOnlySpan<int> starts, ushort* entries, double* table, double* b, double* output,
        int stride)
    {
        for (var i = 0; i < rows.Length; i++)
            for (var o = 0; o < stride; o++)
            {
                var sum = output[rows[i] * stride + o];
                for (var e = starts[i]; e < starts[i + 1]; e++)
                {
                    var (code, column) = (entries[e] >> 8, entries[e] & 255);
                    sum = Math.FusedMultiplyAdd(table[code], b[column * stride + o], sum);
                }

                output[rows[i] * stride + o] = sum;
            }
    }

    /// <inheritdoc/>
    public void AddColumnSum(double* a, int rows, int columns, int stride, double* output)
    {
        for (var r = 0; r < rows; r++)
            for (var c = 0; c < columns; c++)
                output[r] += a[r * stride + c];
    }

    /// <inheritdoc/>
    public void Transpose(double* a, int rows, int columns, int stride, double* output, int outputStride)
    {
        for (var r = 0; r < rows; r++)
            for (var c = 0; c < columns; c++)
                output[c * outputStride + r] = a[r * stride + c];
    }

    /// <inheritdoc/>
    public void Activate(Activation activation, double* x, int length)
    {
        for (var i = 0; i < length; i++)
            x[i] = activation switch
            {
                Activation.Tanh => ElementaryFunctionsReference.Tanh(x[i]),
                Activation.Sigmoid => ElementaryFunctionsReference.Sigmoid(x[i]),
                Activation.Relu => 0 > x[i] ? 0 : x[i], // NaN stays NaN
                _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
            };
    }

    /// <inheritdoc/>
    public void MultiplyByDerivative(
        Activation activation, double* y, double* delta, int rows, int stride, double* sums)
    {
        for (var i = 0; i < rows * stride; i++)
        {
            delta[i] *= activation switch
            {
                Activation.Tanh => Math.FusedMultiplyAdd(-y[i], y[i], 1),
                Activation.Sigmoid => Math.FusedMultiplyAdd(-y[i], y[i], y[i]),
                Activation.Relu => y[i] > 0 ? 1 : 0,
                _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
            };
            sums[i % stride] += delta[i];
        }
    }

    /// <inheritdoc/>
    public void SoftmaxCrossEntropy(
        double* logits, double* labels, int samples, int classes, int stride, double* losses)
    {
        for (var s = 0; s < samples; s++)
        {
            var z = logits + s;
            var max = z[0];
            for (var k = 1; k < classes; k++) max = z[k * stride] > max ? z[k * stride] : max;

            var label = z[(int)labels[s] * stride] - max;
            var sum = 0.0;
            for (var k = 0; k < classes; k++)
                sum += z[k * stride] = ElementaryFunctionsReference.Exp(z[k * stride] - max);
            for (var k = 0; k < classes; k++) z[k * stride] /= sum;
            z[(int)labels[s] * stride] -= 1;
            losses[s] = ElementaryFunctionsReference.Log(sum) - label;
        }
    }

    /// <inheritdoc/>
    public int CountCorrect(double* logits, double* labels, int samples, int classes, int stride)
    {
        var correct = 0;
        for (var s = 0; s < samples; s++)
        {
            var best = 0;
            for (var k = 1; k < classes; k++)
                if (logits[k * stride + s] > logits[best * stride + s]) best = k;
            if (best == labels[s]) correct++;
        }

        return correct;
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
    public double Distance(double* w, double* v, int length)
    {
        Span<double> p = stackalloc double[8];
        for (var k = 0; k < length; k++) p[k % 8] += Math.Abs(w[k] - v[k]);
        return ((p[0] + p[1]) + (p[2] + p[3])) + ((p[4] + p[5]) + (p[6] + p[7]));
    }
}
