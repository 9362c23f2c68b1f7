using System.Runtime.CompilerServices;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Kernels;

/// <summary>Softmax cross-entropy with its gradient, and classification: one lane a sample.</summary>
internal static unsafe class Softmax<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int Chunk = 64; // samples whose logarithms are taken together; a multiple of four times 8

    /// <inheritdoc cref="IKernels.SoftmaxCrossEntropy"/>
    [SkipLocalsInit]
    public static void CrossEntropy(
        double* logits, double* labels, int samples, int classes, int stride, double* losses)
    {
        var sums = stackalloc double[Chunk];
        for (var first = 0; first < samples; first += Chunk)
        {
            var count = Math.Min(Chunk, samples - first);
            var s = 0;
            for (; s + 4 * TLanes.Count <= count; s += 4 * TLanes.Count)
                Normalise<FourfoldLanes<TLanes, TVector>, FourVectors<TVector>>(
                    logits + first + s, labels + first + s, classes, stride, sums + s, losses + first + s);
            for (; s < count; s += TLanes.Count)
                Normalise<TLanes, TVector>(
                    logits + first + s, labels + first + s, classes, stride, sums + s, losses + first + s);
            for (s = 0; s < count; s += TLanes.Count)
                TLanes.Store(losses + first + s, TLanes.Subtract(
                    ElementaryFunctions.Log<TLanes, TVector>(TLanes.Load(sums + s)), TLanes.Load(losses + first + s)));
        }
    }

    // From logits to e_k / S − [k = y]; leaves S, and z_y − m in place of the losses.
    private static void Normalise<TSamples, TValues>(
        double* z, double* labels, int classes, nint stride, double* sums, double* losses)
        where TSamples : struct, ILanes<TValues>
        where TValues : struct
    {
        var label = TSamples.Load(labels);
        var max = TSamples.Load(z);
        var labelLogit = max;
        for (var k = 1; k < classes; k++)
        {
            var row = TSamples.Load(z + k * stride);
            max = TSamples.Max(row, max);
            labelLogit = TSamples.Select(TSamples.Equal(label, TSamples.Broadcast(k)), row, labelLogit);
        }

        var sum = TSamples.Zero;
        for (var k = 0; k < classes; k++)
        {
            var e = ElementaryFunctions.Exp<TSamples, TValues>(TSamples.Subtract(TSamples.Load(z + k * stride), max));
            TSamples.Store(z + k * stride, e);
            sum = TSamples.Add(sum, e);
        }

        for (var k = 0; k < classes; k++)
        {
            var isLabel = TSamples.And(TSamples.Equal(label, TSamples.Broadcast(k)), TSamples.Broadcast(1));
            var p = TSamples.Divide(TSamples.Load(z + k * stride), sum);
            TSamples.Store(z + k * stride, TSamples.Subtract(p, isLabel));
        }

        TSamples.Store(sums, sum);
        TSamples.Store(losses, TSamples.Subtract(labelLogit, max));
    }

    /// <inheritdoc cref="IKernels.SoftmaxTangent"/>
    public static void Tangent(
        double* derivatives, nint derivativeStride, double* labels, int samples, int classes, double* tangents, nint stride)
    {
        for (var s = 0; s < samples; s += TLanes.Count)
        {
            double* d = derivatives + s, t = tangents + s;
            var (label, mean) = (TLanes.Load(labels + s), TLanes.Zero);
            for (var k = 0; k < classes; k++)
                mean = TLanes.Fma(Probability(d + k * derivativeStride, label, k), TLanes.Load(t + k * stride), mean);
            for (var k = 0; k < classes; k++)
                TLanes.Store(t + k * stride, TLanes.Multiply(
                    Probability(d + k * derivativeStride, label, k), TLanes.Subtract(TLanes.Load(t + k * stride), mean)));
        }
    }

    // p_k from p_k − [k = y].
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Probability(double* derivative, TVector label, int k) => TLanes.Add(
        TLanes.Load(derivative), TLanes.And(TLanes.Equal(label, TLanes.Broadcast(k)), TLanes.Broadcast(1)));

    /// <inheritdoc cref="IKernels.CountCorrect"/>
    public static int CountCorrect(double* logits, double* labels, int samples, int classes, int stride)
    {
        var counts = TLanes.Zero;
        for (var s = 0; s < samples; s += TLanes.Count)
        {
            var isCorrect = TLanes.Equal(Largest(logits + s, classes, stride), TLanes.Load(labels + s));
            counts = TLanes.Add(counts, TLanes.And(isCorrect, TLanes.Broadcast(1)));
        }

        var lanes = stackalloc double[TLanes.Count];
        TLanes.Store(lanes, counts);
        var correct = 0.0;
        for (var lane = 0; lane < TLanes.Count; lane++) correct += lanes[lane];
        return (int)correct;
    }

    /// <summary>The class of the largest logit of each sample, the first in a tie.</summary>
    /// <param name="z">The logits of the first class.</param>
    /// <param name="classes">How many there are.</param>
    /// <param name="stride">Doubles from a class to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Largest(double* z, int classes, nint stride)
    {
        var (best, index) = (TLanes.Load(z), TLanes.Zero);
        for (var k = 1; k < classes; k++)
        {
            var row = TLanes.Load(z + k * stride);
            var larger = TLanes.LessThan(best, row); // false for NaN, which so never wins
            best = TLanes.Select(larger, row, best);
            index = TLanes.Select(larger, TLanes.Broadcast(k), index);
        }

        return index;
    }
}
