using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;
using Chaos.Actors.Dynamics.Tasks;
using static System.Math;

namespace Chaos.Actors.Dynamics.Reference;

/// <summary>
/// A dense network with softmax cross-entropy in plain scalar loops: one layer after the other over all samples, every sum in the
/// order of docs/numerics-contract.md. Everything fast is compared with it bit for bit. Matrices are [rows][columns].
/// </summary>
public sealed class ReferenceNetwork(Architecture architecture, int features, int classes)
{
    private readonly int[] _sizes = architecture.LayerSizes(features, classes);
    private readonly Activation _activation = architecture.Activation;

    /// <summary>Number of layers with parameters; tensor 2l is the weight [out · in] of layer l, tensor 2l + 1 its bias [out].</summary>
    public int Depth => _sizes.Length - 1;

    /// <summary>Mean loss over the samples, and its gradient multiplied by their number.</summary>
    /// <param name="w">[2l] weight of layer l, row-major [out, in]; [2l + 1] its bias [out].</param>
    /// <param name="samples">[samples, features] and their classes.</param>
    public (double Loss, double[][] Gradient) LossAndGradient(double[][] w, LabelledSamples samples)
    {
        var (z, y) = Forward(w, samples.Inputs); // [layer][samples][units]
        var delta = z[^1]; // [samples][classes], becomes ∂loss/∂logit
        var total = 0.0;
        for (var s = 0; s < samples.Count; s++) total += Loss(delta[s], samples.Labels[s]);

        var gradient = w.Select(tensor => new double[tensor.Length]).ToArray();
        for (var l = Depth - 1; l >= 0; l--)
        {
            var (ins, outs) = (_sizes[l], _sizes[l + 1]);
            for (var o = 0; o < outs; o++)
            {
                for (var s = 0; s < samples.Count; s++) gradient[2 * l + 1][o] += delta[s][o];
                for (var i = 0; i < ins; i++)
                    for (var s = 0; s < samples.Count; s++)
                        gradient[2 * l][o * ins + i] = FusedMultiplyAdd(y[l][s][i], delta[s][o], gradient[2 * l][o * ins + i]);
            }

            if (l > 0) delta = Backward(w[2 * l], delta, z[l - 1], y[l]);
        }

        return (total / samples.Count, gradient);
    }

    /// <summary>Mean loss over the samples.</summary>
    public double Loss(double[][] w, LabelledSamples samples)
    {
        var logits = Forward(w, samples.Inputs).Z[^1];
        var total = 0.0;
        for (var s = 0; s < samples.Count; s++) total += Loss(logits[s], samples.Labels[s]);
        return total / samples.Count;
    }

    /// <summary>Fraction of the samples whose largest logit, the first in a tie, is the label's.</summary>
    public double Accuracy(double[][] w, LabelledSamples samples)
    {
        var logits = Forward(w, samples.Inputs).Z[^1];
        var correct = 0;
        for (var s = 0; s < samples.Count; s++)
        {
            var best = 0;
            for (var k = 1; k < logits[s].Length; k++)
                if (logits[s][k] > logits[s][best]) best = k;
            if (best == samples.Labels[s]) correct++;
        }

        return (double)correct / samples.Count;
    }

    // z[l] = pre-activations of layer l, y[l] = its inputs: y[0] the data, y[l + 1] = φ(z[l]).
    private (double[][][] Z, double[][][] Y) Forward(double[][] w, Inputs inputs)
    {
        var z = new double[Depth][][];
        var y = new double[Depth][][];
        y[0] = Rows(inputs.Samples, inputs.Features);
        for (var s = 0; s < inputs.Samples; s++) inputs.CopyRow(s, y[0][s]);
        for (var l = 0; l < Depth; l++)
        {
            var (ins, outs) = (_sizes[l], _sizes[l + 1]);
            z[l] = Rows(inputs.Samples, outs);
            for (var s = 0; s < inputs.Samples; s++)
                for (var o = 0; o < outs; o++)
                {
                    var sum = w[2 * l + 1][o];
                    for (var i = 0; i < ins; i++) sum = FusedMultiplyAdd(y[l][s][i], w[2 * l][o * ins + i], sum);
                    z[l][s][o] = sum;
                }

            if (l < Depth - 1) y[l + 1] = [.. z[l].Select(row => row.Select(_activation.Value).ToArray())];
        }

        return (z, y);
    }

    // δ of the layer below: [samples][in] from [samples][out].
    private double[][] Backward(double[] weight, double[][] delta, double[][] zBelow, double[][] yBelow)
    {
        var (ins, outs) = (zBelow[0].Length, delta[0].Length);
        var below = Rows(delta.Length, ins);
        for (var s = 0; s < delta.Length; s++)
            for (var i = 0; i < ins; i++)
            {
                for (var o = 0; o < outs; o++) below[s][i] = FusedMultiplyAdd(delta[s][o], weight[o * ins + i], below[s][i]);
                below[s][i] *= _activation.Slope(zBelow[s][i], yBelow[s][i]);
            }

        return below;
    }

    // The loss of a sample; its logits [classes] become softmax − one-hot.
    private static double Loss(double[] logits, int label)
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

    private static double[][] Rows(int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => new double[columns])];
}
