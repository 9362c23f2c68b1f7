using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Layers;

/// <summary>A dense layer whose inputs are the data, as sparse or dense as they are: no copy of a network has inputs of its own.</summary>
internal sealed unsafe class DenseOnData(LayerPlan plan, LayerContext context) : Layer
{
    private readonly IKernels _kernels = context.Kernels;
    private readonly ParameterTensor _weights = plan.Tensors[0];
    private readonly BiasRow _biases = new(plan, context);
    private readonly Signal _output = new(context.Tile, context.Copies, plan.Outputs, context.Tangents);
    private readonly AlignedBuffer _scratch =
        new(Math.Max(context.Task.Train.Inputs.Scratch, context.Task.Test.Inputs.Scratch));

    public override Signal Output => _output;

    public override void Forward(in Tile tile, in ParameterView w) => tile.Samples.Inputs.Forward(
        _kernels, tile.Index, w.Of(_weights), _biases.Of(w), _output.Values(tile), _scratch.Pointer);

    public override void Backward(in Tile tile, in ParameterView w, in ParameterView gradient)
    {
        if (!IsSummedAbove && SumsOfDeltas(gradient) is var sums && sums is not null)
            _kernels.AddRowSum(_output.Deltas(tile), sums);
        tile.Samples.Inputs.AddGradient(
            _kernels, tile.Index, _output.Deltas(tile), gradient.Of(_weights), _scratch.Pointer);
    }

    public override double* SumsOfDeltas(in ParameterView gradient) => _biases.In(gradient);

    public override LayerTangent Tangent(LayerTangent? tangentBelow, Logits? tangentLogits) => new Along(this);

    // The data do not change: the pass of a tangent is that of a network whose weights and biases are the vector's.
    private sealed class Along(DenseOnData layer) : LayerTangent
    {
        private readonly Signal _output = layer._output.Tangents;

        public override void Forward(in Tile tile, in ParameterView w, in ParameterView v) => tile.Samples.Inputs.Forward(
            layer._kernels, tile.Index, v.Of(layer._weights), layer._biases.Of(v), _output.Values(tile),
            layer._scratch.Pointer);

        public override void Backward(in Tile tile, in ParameterView w, in ParameterView v, in ParameterView product)
        {
            if (!layer.IsSummedAbove && SumsOfDeltas(product) is var sums && sums is not null)
                layer._kernels.AddRowSum(_output.Deltas(tile), sums);
            tile.Samples.Inputs.AddGradient(
                layer._kernels, tile.Index, _output.Deltas(tile), product.Of(layer._weights), layer._scratch.Pointer);
        }

        public override double* SumsOfDeltas(in ParameterView product) => layer._biases.In(product);
    }
}
