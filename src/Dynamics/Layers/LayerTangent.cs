namespace Chaos.Actors.Dynamics.Layers;

/// <summary>
/// One layer's part in a Hessian-vector product: the derivatives of its <see cref="Layer.Forward"/> and
/// <see cref="Layer.Backward"/> along several vectors v of the parameters, which stand side by side where copies stand elsewhere. A
/// tile passes up through all layers and down again after the network's own passes of that tile, for one copy, whose
/// values and derivatives are still there.
/// </summary>
internal abstract unsafe class LayerTangent
{
    /// <summary>Before the first tile of an evaluation: takes from the vectors what the tiles will need.</summary>
    public virtual void Begin(in ParameterView v)
    {
    }

    /// <summary>The tangents of the output.</summary>
    /// <param name="tile">The tile, with as many copies as there are vectors.</param>
    /// <param name="w">The parameters of the one copy.</param>
    /// <param name="v">The vectors.</param>
    public abstract void Forward(in Tile tile, in ParameterView w, in ParameterView v);

    /// <summary>
    /// From the tangents of ∂(summed loss)/∂(output): adds to H·v of the layer's parameters, and makes the tangents of
    /// ∂(summed loss)/∂(input).
    /// </summary>
    public abstract void Backward(in Tile tile, in ParameterView w, in ParameterView v, in ParameterView product);

    /// <summary>After the last tile: puts into the product what was summed elsewhere.</summary>
    public virtual void End(in ParameterView product)
    {
    }

    /// <summary>Where the sums over samples of the tangents of ∂(summed loss)/∂(output) belong, as <see cref="Layer.SumsOfDeltas"/>.</summary>
    public virtual double* SumsOfDeltas(in ParameterView product) => null;
}
