namespace Chaos.Actors.Dynamics.Kernels;

/// <summary>Classification by the largest logit. Comparisons have no rounding, so one form serves every width.</summary>
internal static unsafe class Argmax
{
    /// <summary>Counts the samples whose largest logit (the first, in a tie) is the label's; NaN never wins.</summary>
    public static int CountCorrect(double* logits, byte* labels, int samples, int classes, int stride)
    {
        var correct = 0;
        for (var s = 0; s < samples; s++)
        {
            var z = logits + (long)s * stride;
            var best = 0;
            for (var k = 1; k < classes; k++)
                if (z[k] > z[best]) best = k;
            if (best == labels[s]) correct++;
        }

        return correct;
    }
}
