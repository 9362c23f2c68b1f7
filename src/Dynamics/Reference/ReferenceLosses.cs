using Chaos.Actors.Dynamics.Losses;
using Chaos.Actors.Dynamics.Numerics;
using Chaos.Actors.Dynamics.Tasks;
using static System.Math;

namespace Chaos.Actors.Dynamics.Reference;

/// <summary>The losses in plain loops.</summary>
internal static class ReferenceLosses
{
    /// <summary>The loss of a sample; its outputs, one a class or one a target, become the derivatives.</summary>
    public static double Differentiate(Loss loss, double[] outputs, LabelledSamples samples, int sample) => loss switch
    {
        SoftmaxCrossEntropy => CrossEntropy(outputs, samples.Labels[sample]),
        SquaredError => Squared(outputs, Wanted(samples, sample, outputs.Length)),
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

    // Outputs become their differences from what is wanted.
    private static double Squared(double[] outputs, double[] wanted)
    {
        var sum = 0.0;
        for (var k = 0; k < outputs.Length; k++)
        {
            outputs[k] -= wanted[k];
            sum = FusedMultiplyAdd(outputs[k], outputs[k], sum);
        }

        return 0.5 * sum;
    }

    // The real targets, or the class as 0 … 0 1 0 … 0.
    private static double[] Wanted(LabelledSamples samples, int sample, int outputs)
    {
        if (samples.Targets is not null) return samples.TargetsOf(sample).ToArray();
        var wanted = new double[outputs];
        wanted[samples.Labels[sample]] = 1;
        return wanted;
    }

    /// <summary>From the derivatives and the tangent of the outputs, one an output, to the tangent of the derivatives, in its place.</summary>
    public static void Tangent(Loss loss, double[] derivatives, LabelledSamples samples, int sample, double[] tangent)
    {
        if (loss is SquaredError) return; // the derivatives are the outputs without a constant
        if (loss is not SoftmaxCrossEntropy) throw new NotSupportedException($"There are no plain loops of \"{loss.Text}\".");
        var label = samples.Labels[sample];
        // p_k (t_k − Σ p_j t_j), p from softmax − one-hot.
        double Probability(int k) => derivatives[k] + (k == label ? 1 : 0);
        var mean = 0.0;
        for (var k = 0; k < tangent.Length; k++) mean = FusedMultiplyAdd(Probability(k), tangent[k], mean);
        for (var k = 0; k < tangent.Length; k++) tangent[k] = Probability(k) * (tangent[k] - mean);
    }
}
