using System.Runtime.CompilerServices;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Kernels;

/// <summary>Softmax cross-entropy with its gradient, and classification: one lane a sample.</summary>
internal static unsafe class Softmax<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <inheritdoc cref="IKernels.SoftmaxCrossEntropy"/>
    public static void CrossEntropy(
        double* logits, byte* labels, int samples, int classes, int stride, double* losses)
    {
        for (var s = 0; s < samples; s++) losses[s] = logits[labels[s] * (long)stride + s];
        var first = 0;
        for (; first + 4 * TLanes.Count <= samples; first += 4 * TLanes.Count)
            CrossEntropy<FourfoldLanes<TLanes, TVector>, FourVectors<TVector>>(
                logits + first, classes, stride, losses + first);
        for (; first < samples; first += TLanes.Count)
            CrossEntropy<TLanes, TVector>(logits + first, classes, stride, losses + first);
        for (var s = 0; s < samples; s++) logits[labels[s] * (long)stride + s] -= 1;
    }

    // From the logits of a lane's sample to e_k / S, and from the label's logit to the loss.
    private static void CrossEntropy<TSamples, TValues>(double* z, int classes, nint stride, double* losses)
        where TSamples : struct, ILanes<TValues>
        where TValues : struct
    {
        var end = z + classes * stride;
        var max = TSamples.Load(z);
        for (var row = z + stride; row < end; row += stride) max = TSamples.Max(TSamples.Load(row), max);
        var sum = TSamples.Zero;
        for (var row = z; row < end; row += stride)
        {
            var e = ElementaryFunctions.Exp<TSamples, TValues>(TSamples.Subtract(TSamples.Load(row), max));
            TSamples.Store(row, e);
            sum = TSamples.Add(sum, e);
        }

        for (var row = z; row < end; row += stride) TSamples.Store(row, TSamples.Divide(TSamples.Load(row), sum));
        TSamples.Store(losses, TSamples.Subtract(TSamples.Load(losses), max));
        var sums = stackalloc double[TSamples.Count];
        TSamples.Store(sums, sum);
        SubtractFromLogs(sums, losses, TSamples.Count);
    }

    // Apart, because the just-in-time compiler inlines only so much into one method.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SubtractFromLogs(double* sums, double* losses, int samples)
    {
        for (var s = 0; s < samples; s += TLanes.Count)
            TLanes.Store(losses + s, TLanes.Subtract(
                ElementaryFunctions.Log<TLanes, TVector>(TLanes.Load(sums + s)), TLanes.Load(losses + s)));
    }

    /// <inheritdoc cref="IKernels.CountCorrect"/>
    public static int CountCorrect(double* logits, byte* labels, int samples, int classes, int stride)
    {
        var correct = 0;
        var classOf = stackalloc double[TLanes.Count];
        for (var s = 0; s < samples; s += TLanes.Count)
        {
            var z = logits + s;
            var (best, index) = (TLanes.Load(z), TLanes.Zero);
            for (var k = 1; k < classes; k++)
            {
                var row = TLanes.Load(z + (long)k * stride);
                var larger = TLanes.LessThan(best, row); // false for NaN, which so never wins
                best = TLanes.Select(larger, row, best);
                index = TLanes.Select(larger, TLanes.Broadcast(k), index);
            }

            TLanes.Store(classOf, index);
            for (var lane = 0; lane < TLanes.Count && s + lane < samples; lane++)
                if (classOf[lane] == labels[s + lane]) correct++;
        }

        return correct;
    }
}
