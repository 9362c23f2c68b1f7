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
        for (var s = 0; s < samples; s += TLanes.Count)
        {
            double* z = logits + s, end = z + (long)classes * stride;
            var max = TLanes.Load(z);
            for (var row = z + stride; row < end; row += stride) max = TLanes.Max(TLanes.Load(row), max);
            var sum = TLanes.Zero;
            for (var row = z; row < end; row += stride)
            {
                var e = ElementaryFunctions.Exp<TLanes, TVector>(TLanes.Subtract(TLanes.Load(row), max));
                TLanes.Store(row, e);
                sum = TLanes.Add(sum, e);
            }

            for (var row = z; row < end; row += stride) TLanes.Store(row, TLanes.Divide(TLanes.Load(row), sum));
            var label = TLanes.Subtract(TLanes.Load(losses + s), max);
            TLanes.Store(losses + s, TLanes.Subtract(ElementaryFunctions.Log<TLanes, TVector>(sum), label));
        }

        for (var s = 0; s < samples; s++) logits[labels[s] * (long)stride + s] -= 1;
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
