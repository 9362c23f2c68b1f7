using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Layers;
using Chaos.Actors.Dynamics.Losses;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Training;

/// <summary>
/// Vectors that pass side by side through the tangents of a network's layers: H·v of each, tile by tile, beside the network's
/// own evaluation.
/// </summary>
internal sealed unsafe class TangentBatch
{
    private readonly ParameterLayout _layout;
    private readonly Logits _logits;
    private readonly LayerTangent[] _layers;
    private readonly AlignedBuffer _sideBySide; // the vectors, row beside row, if they are several
    private readonly AlignedBuffer _productsSideBySide;
    private ParameterView _v;
    private ParameterView _product;

    /// <summary>Builds the tangents of all layers.</summary>
    /// <param name="layout">How parameters lie.</param>
    /// <param name="layers">The network's.</param>
    /// <param name="logits">For the tangents of the outputs of so many vectors.</param>
    /// <param name="size">Vectors, at most.</param>
    public TangentBatch(ParameterLayout layout, IEnumerable<Layer> layers, Logits logits, int size)
    {
        (_layout, _logits) = (layout, logits);
        var tangents = new List<LayerTangent>();
        foreach (var layer in layers.Where(layer => layer.WantsDeltas)) tangents.Add(layer.Tangent(tangents.LastOrDefault(), layer.Output is null ? logits : null));
        _layers = [.. tangents];
        _sideBySide = new AlignedBuffer(size == 1 ? 0 : checked(size * layout.Length));
        _productsSideBySide = new AlignedBuffer(_sideBySide.Length);
    }

    /// <summary>Before the first tile.</summary>
    public void Begin(ReadOnlySpan<AlignedBuffer> vectors, ReadOnlySpan<AlignedBuffer> products)
    {
        var several = vectors.Length > 1;
        _v = new ParameterView(several ? _sideBySide.Pointer : vectors[0].Pointer, vectors.Length);
        _product = new ParameterView(several ? _productsSideBySide.Pointer : products[0].Pointer, vectors.Length);
        for (var i = 0; i < vectors.Length && several; i++) _v.Take(i, vectors[i], _layout);
        _product.Clear(_layout);
        _logits.ClearSums();
        foreach (var layer in _layers) layer.Begin(_v);
    }

    /// <summary>A tile, after the network's own passes.</summary>
    public void Pass(in Tile tile, in ParameterView w, IKernels kernels, Loss loss, Logits logits)
    {
        var side = tile.With(_v.Copies);
        foreach (var layer in _layers) layer.Forward(side, w, _v);
        loss.Tangent(kernels, side, logits, _logits);
        _logits.AddSums(side);
        for (var l = _layers.Length - 1; l >= 0; l--) _layers[l].Backward(side, w, _v, _product);
    }

    /// <summary>After the last tile: H·v of the summed loss.</summary>
    public void End(ReadOnlySpan<AlignedBuffer> vectors, ReadOnlySpan<AlignedBuffer> products)
    {
        foreach (var layer in _layers) layer.End(_product);
        for (var i = 0; i < products.Length; i++)
        {
            if (products.Length > 1) _product.Give(i, products[i], _layout);
            GC.KeepAlive(vectors[i]);
            GC.KeepAlive(products[i]);
        }
    }
}
