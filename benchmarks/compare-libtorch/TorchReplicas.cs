using TorchSharp;
using static TorchSharp.torch;

namespace Chaos.Actors.Benchmarks.CompareLibtorch;

/// <summary>The same training in libtorch, float64, full batch, autograd: what a PyTorch script does.</summary>
internal sealed class TorchReplicas : IDisposable
{
    private readonly Tensor _inputs;
    private readonly Tensor _labels;
    private readonly Tensor[][] _copies;
    private readonly double _learningRate;

    /// <param name="inputs">[samples, features]; shared, and not disposed of here.</param>
    /// <param name="labels">[samples]; likewise.</param>
    /// <param name="sizes">Units of every layer, inputs and classes included.</param>
    /// <param name="initial">[copy][tensor] in the order weight, bias, …; weights row-major [out, in].</param>
    /// <param name="learningRate">η.</param>
    public TorchReplicas(Tensor inputs, Tensor labels, int[] sizes, double[][][] initial, double learningRate)
    {
        (_inputs, _labels, _learningRate) = (inputs, labels, learningRate);
        _copies = [.. initial.Select(copy => copy.Select((values, k) => k % 2 == 0
            ? tensor(values, [sizes[k / 2 + 1], sizes[k / 2]], dtype: ScalarType.Float64, requires_grad: true)
            : tensor(values, [values.Length], dtype: ScalarType.Float64, requires_grad: true)).ToArray())];
    }

    /// <summary>One epoch of one copy; returns the loss before the step.</summary>
    public double Epoch(int copy)
    {
        using var scope = NewDisposeScope();
        var parameters = _copies[copy];
        var a = _inputs;
        for (var k = 0; k < parameters.Length; k += 2)
        {
            a = nn.functional.linear(a, parameters[k], parameters[k + 1]);
            if (k + 2 < parameters.Length) a = a.tanh();
        }

        var loss = nn.functional.cross_entropy(a, _labels);
        loss.backward();
        using (no_grad())
            foreach (var parameter in parameters)
            {
                parameter.add_(parameter.grad!, -_learningRate);
                parameter.grad!.zero_();
            }

        return loss.item<double>();
    }

    public void Dispose()
    {
        foreach (var parameter in _copies.SelectMany(copy => copy)) parameter.Dispose();
    }
}
