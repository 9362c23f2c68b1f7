using Chaos.Actors.Dynamics.Losses;
using Chaos.Actors.Dynamics.Numerics;
using static System.Math;

namespace Chaos.Actors.Dynamics.Reference;

/// <summary>The losses in plain loops.</summary>
internal static class ReferenceLosses
{
    /// <summary>The loss of a sample; its outputs [classes] become the derivatives.</summary>
    public static double Differentiate(Loss loss, double[] outputs, int label) => loss switch
    {
        SoftmaxCrossEntropy => CrossEntropy(outputs, label),
        SquaredError => Squared(outputs, label),
        _ => throw new NotSupportedException($"There are no plain loops of \"{loss.Text}\"."),
    };

    // Outputs become softmax − one-hot.
    private static double CrossEntropy(double[] logits, int label)
    {
        var max = logits[0];
        for (var k = 1; k < logits.Length; k++) max = logits[k] > max ? logits[k] : max;
        var margin = logits[label] - max;
        var sum = 0.0;
        for (var k = 0; k < logits.Length; k++) sum += logits[k] = ElementaryFunctionsReference.Exp(logits[k] - max);
        for (var k = 0; k < logits.Length; k++) logits[k] /= sum;
        logits[label] -= 1;
        return ElementaryFunctionsReference.Log(sum) - margin;
    }

    // Outputs become their differences from one-hot.
    private static double Squared(double[] outputs, int label)
    {
        outputs[label] -= 1;
        var sum = 0.0;
        foreach (var d in outputs) sum = FusedMultiplyAdd(d, d, sum);
        return 0.5 * sum;
    }
}
