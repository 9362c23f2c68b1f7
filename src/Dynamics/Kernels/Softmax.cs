using System.Runtime.CompilerServices;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Kernels;

/// <summary>Mean softmax cross-entropy and its gradient, a few samples at a time.</summary>
internal static unsafe class Softmax<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int Chunk = 64; // samples whose log-sums are taken together; a multiple of 8

    /// <inheritdoc cref="IKernels.SoftmaxCrossEntropy"/>
    [SkipLocalsInit]
    public static void CrossEntropy(
        double* logits, byte* labels, int samples, int classes, int stride, double* losses)
    {
        double* labelLogits = stackalloc double[Chunk], sums = stackalloc double[Chunk];
        for (var first = 0; first < samples; first += Chunk)
        {
            var count = Math.Min(Chunk, samples - first);
            ShiftByMaximum(logits, labels, count, classes, stride, labelLogits);
            ElementaryKernels.Exp<TLanes, TVector>(logits, logits, count * stride);
            Normalise(logits, labels, count, classes, stride, sums);
            for (var s = count; s % ParameterLayout.Lanes != 0; s++) sums[s] = 1; // whole vectors below
            ElementaryKernels.Log<TLanes, TVector>(sums, sums, ParameterLayout.Padded(count));
            for (var s = 0; s < count; s++) losses[s] = sums[s] - labelLogits[s];
            logits += (long)count * stride;
            labels += count;
            losses += count;
        }
    }

    private static void ShiftByMaximum(
        double* z, byte* labels, int samples, int classes, int stride, double* labelLogits)
    {
        for (var s = 0; s < samples; s++, z += stride)
        {
            var max = z[0];
            for (var k = 1; k < classes; k++) max = z[k] > max ? z[k] : max;
            var shift = TLanes.Broadcast(max);
            for (var k = 0; k < stride; k += TLanes.Count)
                TLanes.Store(z + k, TLanes.Subtract(TLanes.Load(z + k), shift));
            labelLogits[s] = z[labels[s]];
        }
    }

    private static void Normalise(double* e, byte* labels, int samples, int classes, int stride, double* sums)
    {
        for (var s = 0; s < samples; s++, e += stride)
        {
            var sum = 0.0;
            for (var k = 0; k < classes; k++) sum += e[k];
            sums[s] = sum;
            var divisor = TLanes.Broadcast(sum);
            for (var k = 0; k < stride; k += TLanes.Count)
                TLanes.Store(e + k, TLanes.Divide(TLanes.Load(e + k), divisor));
            for (var k = classes; k < stride; k++) e[k] = 0; // what the padding held means nothing
            e[labels[s]] -= 1;
        }
    }
}
