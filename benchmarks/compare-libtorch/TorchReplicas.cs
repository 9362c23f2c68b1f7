using Chaos.Actors.Dynamics.Layers;
using Chaos.Actors.Dynamics.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Chaos.Actors.Benchmarks.CompareLibtorch;

/// <summary>The same training in libtorch, float64, full batch, autograd: what a PyTorch script does.</summary>
internal sealed class TorchReplicas : IDisposable
{
    private readonly Tensor _inputs;
    private readonly Tensor _labels;
    private readonly Func<Tensor, Tensor[], Tensor>[] _layers;
    private readonly Tensor[][] _copies;
    private readonly double _learningRate;

    /// <param name="inputs">[samples, features]; shared, and not disposed of here.</param>
    /// <param name="labels">[samples]; likewise.</param>
    /// <param name="network">The network, with biases.</param>
    /// <param name="initial">[copy][tensor] in the order weight, bias, …; weights row-major [out, in].</param>
    /// <param name="learningRate">η.</param>
    public TorchReplicas(Tensor inputs, Tensor labels, NetworkPlan network, double[][][] initial, double learningRate)
    {
        (_inputs, _labels, _learningRate) = (inputs, labels, learningRate);
        var shapes = network.Layers.SelectMany(layer => layer.Tensors)
            .Select(described => described.Shape.Select(size => (long)size).ToArray()).ToArray();
        _copies = [.. initial.Select(copy => copy.Zip(
            shapes, (values, shape) => tensor(values, shape, dtype: ScalarType.Float64, requires_grad: true)).ToArray())];
        var taken = 0;
        _layers = [.. network.Layers.Select(layer =>
        {
            taken += layer.Tensors.Length;
            return Translate(layer, taken - layer.Tensors.Length);
        })];
    }

    /// <summary>Samples that go through the network at once; their gradients add up to that of the whole batch.</summary>
    public int Chunk { get; set; } = int.MaxValue;

    /// <summary>One epoch of one copy; returns the loss before the step.</summary>
    public double Epoch(int copy)
    {
        var (parameters, samples, sum) = (_copies[copy], _labels.shape[0], 0.0);
        for (long first = 0; first < samples; first += Chunk)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(Chunk, samples - first);
            var whole = count == samples;
            var a = whole ? _inputs : _inputs.narrow(0, first, count);
            foreach (var layer in _layers) a = layer(a, parameters);
            var loss = nn.functional.cross_entropy(a, whole ? _labels : _labels.narrow(0, first, count));
            if (!whole) loss *= (double)count / samples;
            loss.backward();
            sum += loss.item<double>();
        }

        using (NewDisposeScope())
        using (no_grad())
            foreach (var parameter in parameters)
            {
                parameter.add_(parameter.grad!, -_learningRate);
                parameter.grad!.zero_();
            }

        return sum;
    }

    public void Dispose()
    {
        foreach (var parameter in _copies.SelectMany(copy => copy)) parameter.Dispose();
    }

    private static Func<Tensor, Tensor[], Tensor> Translate(LayerPlan layer, int weights)
    {
        var inputs = layer.InputShape;
        return layer.Spec switch
        {
            DenseSpec => (a, w) => nn.functional.linear(a.dim() > 2 ? a.flatten(1) : a, w[weights], w[weights + 1]),
            ConvolutionSpec conv when !conv.Same => (a, w) => nn.functional.conv2d(
                Images(a), w[weights], w[weights + 1], [conv.Stride, conv.Stride]),
            AveragePoolSpec pool => (a, _) => nn.functional.avg_pool2d(Images(a), pool.Size, pool.Stride),
            MaximumPoolSpec pool => (a, _) => nn.functional.max_pool2d(Images(a), pool.Size, pool.Stride),
            ActivationSpec { Activation.Text: "tanh" } => (a, _) => a.tanh(),
            var other => throw new ArchitectureException($"\"{other.Text}\" is not compared with libtorch."),
        };

        // The values of an image lie as libtorch wants them: channel, row, column.
        Tensor Images(Tensor a) => a.dim() == 2 ? a.view(-1, inputs.Channels, inputs.Height, inputs.Width) : a;
    }
}
