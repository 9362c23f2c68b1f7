using Chaos.Actors.Dynamics.Layers;
using Chaos.Actors.Dynamics.Losses;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Dynamics.Reference;

/// <summary>
/// A network and its loss in plain scalar loops: one layer after the other, sample after sample, every sum in the
/// order of docs/numerics-contract.md. Everything fast is compared with it bit for bit. Matrices are [rows][columns].
/// </summary>
public sealed class ReferenceNetwork
{
    private readonly Loss _loss;
    private readonly List<ReferenceLayer> _layers = [];
    private readonly List<int> _firstTensors = []; // of each layer

    /// <summary>The network on samples of a shape.</summary>
    public ReferenceNetwork(Architecture architecture, SampleShape samples, int outputs, Loss? loss = null)
    {
        _loss = loss ?? Losses.Loss.CrossEntropy;
        var (shape, tensors) = (samples, new List<int[]>());
        foreach (var spec in architecture.Layers.Append(new DenseSpec(outputs)))
        {
            var layer = Layer(spec, shape, architecture.Biases);
            _layers.Add(layer);
            _firstTensors.Add(tensors.Count);
            tensors.AddRange(layer.Shapes);
            shape = spec.OutputOf(shape);
        }

        Shapes = tensors;
    }

    /// <summary>The shapes of the parameters: [k] = [out, in, …] of a weight, [out] of a bias, from the input on.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Shapes { get; }

    /// <summary>Mean loss over the samples, and its gradient multiplied by their number.</summary>
    /// <param name="w">[k] tensor k, row-major in its shape.</param>
    /// <param name="samples">[samples, features] and what is to be learnt of them.</param>
    public (double Loss, double[][] Gradient) LossAndGradient(double[][] w, LabelledSamples samples)
    {
        var gradient = w.Select(tensor => new double[tensor.Length]).ToArray();
        var total = 0.0;
        for (var s = 0; s < samples.Count; s++)
        {
            var values = Forward(w, samples.Inputs, s); // [layer]: what comes into it; last the logits
            var delta = values[^1].ToArray(); // becomes ∂loss/∂logit
            total += ReferenceLosses.Differentiate(_loss, delta, samples, s);
            for (var l = _layers.Count - 1; l >= 0; l--)
            {
                _layers[l].AddGradient(Of(gradient, l), values[l], delta);
                if (l > 0) delta = _layers[l].Backward(Of(w, l), values[l], values[l + 1], delta);
            }
        }

        return (total / samples.Count, gradient);
    }

    /// <summary>
    /// H·v multiplied by the number of samples, H the Hessian of the mean loss: the derivative of the gradient along v, by
    /// differentiating both passes (forward, then backward). A dot stands for the derivative along v.
    /// </summary>
    /// <param name="w">As for <see cref="LossAndGradient"/>.</param>
    /// <param name="v">The direction, in the same form.</param>
    /// <param name="samples">[samples, features] and what is to be learnt of them.</param>
    public double[][] HessianProduct(double[][] w, double[][] v, LabelledSamples samples)
    {
        var first = w.Select(tensor => new double[tensor.Length]).ToArray(); // Σ x · δ̇
        var second = w.Select(tensor => new double[tensor.Length]).ToArray(); // Σ ẋ · δ
        var lowest = _layers.FindIndex(layer => layer.Shapes.Count > 0); // what comes into it depends on no parameter
        for (var s = 0; s < samples.Count; s++)
        {
            var values = Forward(w, samples.Inputs, s);
            var dots = new double[_layers.Count + 1][];
            for (var l = lowest; l < _layers.Count; l++)
                dots[l + 1] = _layers[l].Tangent(Of(w, l), Of(v, l), values[l], values[l + 1], dots[l]);
            var (delta, deltaDot) = (values[^1].ToArray(), dots[^1].ToArray());
            ReferenceLosses.Differentiate(_loss, delta, samples, s);
            ReferenceLosses.Tangent(_loss, delta, samples, s, deltaDot);
            for (var l = _layers.Count - 1; l >= lowest; l--)
            {
                _layers[l].AddGradient(Of(first, l), values[l], deltaDot);
                if (l == lowest) break;
                _layers[l].AddGradient(Of(second, l), dots[l], delta);
                deltaDot = _layers[l].BackwardTangent(Of(w, l), Of(v, l), values[l], values[l + 1], dots[l], delta, deltaDot);
                delta = _layers[l].Backward(Of(w, l), values[l], values[l + 1], delta);
            }
        }

        for (var k = _firstTensors[lowest] + _layers[lowest].Shapes.Count; k < w.Length; k++)
            for (var e = 0; e < w[k].Length && Shapes[k].Count > 1; e++) first[k][e] += second[k][e];
        return first;
    }

    /// <summary>Mean loss over the samples.</summary>
    public double Loss(double[][] w, LabelledSamples samples)
    {
        return SumOfLosses(s => Outputs(w, samples.Inputs, s), samples) / samples.Count;
    }

    /// <summary>
    /// Fraction of the samples whose largest logit, the first in a tie, is the label's. With real targets R²: 1 − the sum of the
    /// losses divided by that of a network that answers their mean to every sample.
    /// </summary>
    public double Accuracy(double[][] w, LabelledSamples samples)
    {
        if (samples.Targets is not null)
            return 1 - SumOfLosses(s => Outputs(w, samples.Inputs, s), samples) / SumOfLosses(_ => Mean(samples), samples);
        var correct = 0;
        for (var s = 0; s < samples.Count; s++)
            if (Prediction(w, samples.Inputs, s) == samples.Labels[s]) correct++;
        return (double)correct / samples.Count;
    }

    /// <summary>Mean over the samples of the L1 distance of the logits under two vectors of parameters.</summary>
    public double LogitDistance(double[][] w, double[][] v, LabelledSamples samples)
    {
        var total = 0.0;
        for (var s = 0; s < samples.Count; s++)
        {
            var distance = 0.0;
            var (one, other) = (Outputs(w, samples.Inputs, s), Outputs(v, samples.Inputs, s));
            for (var k = 0; k < one.Length; k++) distance += Math.Abs(one[k] - other[k]);
            total += distance;
        }

        return total / samples.Count;
    }

    /// <summary>Share of the samples for which the largest logits under two vectors of parameters are of different classes.</summary>
    public double Disagreement(double[][] w, double[][] v, LabelledSamples samples)
    {
        var different = 0;
        for (var s = 0; s < samples.Count; s++)
            if (Prediction(w, samples.Inputs, s) != Prediction(v, samples.Inputs, s)) different++;
        return (double)different / samples.Count;
    }

    // The class of the largest logit, the first in a tie.
    private int Prediction(double[][] w, Inputs inputs, int sample)
    {
        var (best, logits) = (0, Outputs(w, inputs, sample));
        for (var k = 1; k < logits.Length; k++)
            if (logits[k] > logits[best]) best = k;
        return best;
    }

    /// <summary>What a network answers to a sample.</summary>
    public double[] Outputs(double[][] w, Inputs inputs, int sample) => Forward(w, inputs, sample)[^1];

    private double SumOfLosses(Func<int, double[]> outputs, LabelledSamples samples)
    {
        var total = 0.0;
        for (var s = 0; s < samples.Count; s++) total += ReferenceLosses.Differentiate(_loss, outputs(s), samples, s);
        return total;
    }

    private static double[] Mean(LabelledSamples samples)
    {
        var mean = new double[samples.TargetsOf(0).Length];
        for (var s = 0; s < samples.Count; s++)
            for (var k = 0; k < mean.Length; k++) mean[k] += samples.TargetsOf(s)[k];
        for (var k = 0; k < mean.Length; k++) mean[k] /= samples.Count;
        return mean;
    }

    private double[][] Forward(double[][] w, Inputs inputs, int sample)
    {
        var values = new double[_layers.Count + 1][];
        inputs.CopyRow(sample, values[0] = new double[inputs.Features]);
        for (var l = 0; l < _layers.Count; l++) values[l + 1] = _layers[l].Forward(Of(w, l), values[l]);
        return values;
    }

    // The tensors of a layer.
    private double[][] Of(double[][] tensors, int l) =>
        tensors[_firstTensors[l]..(_firstTensors[l] + _layers[l].Shapes.Count)];

    private static ReferenceLayer Layer(LayerSpec spec, SampleShape inputs, bool biases) => spec switch
    {
        DenseSpec dense => new ReferenceDense(inputs.Count, dense.Units, biases),
        ConvolutionSpec convolution => new ReferenceConvolution(convolution, inputs, biases),
        AveragePoolSpec pool => new ReferenceAveragePool(pool, inputs),
        MaximumPoolSpec pool => new ReferenceMaximumPool(pool, inputs),
        ActivationSpec activation => new ReferenceActivation(activation.Activation),
        _ => throw new NotSupportedException($"There are no plain loops of \"{spec.Text}\"."),
    };
}
