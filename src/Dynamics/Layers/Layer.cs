namespace Chaos.Actors.Dynamics.Layers;

/// <summary>
/// One layer of a network that is bound to one task and one thread, with its own buffers; nothing is allocated after construction.
/// A tile of samples goes up through <see cref="Forward"/> of every layer and, for the gradient, down again through
/// <see cref="Backward"/>; <see cref="Begin"/> and <see cref="End"/> frame all tiles of such an evaluation.
/// </summary>
internal abstract unsafe class Layer
{
    /// <summary>What comes out, each sample a row; the last layer's is null, since its outputs are the logits.</summary>
    public abstract Signal? Output { get; }

    /// <summary>Whether its backward pass reads its output, which the layer above then must not overwrite.</summary>
    public virtual bool NeedsOutput => false;

    /// <summary>Whether it, or a layer below it, uses the derivatives of its output.</summary>
    public virtual bool WantsDeltas => true;

    /// <summary>Whether the layer above puts the sums of this one's derivatives where <see cref="SumsOfDeltas"/> says.</summary>
    public bool IsSummedAbove { get; set; }

    /// <summary>Before the first tile of an evaluation with gradient: takes from the parameters what the tiles will need.</summary>
    public virtual void Begin(in ParameterView w)
    {
    }

    /// <summary>The output of a tile.</summary>
    public abstract void Forward(in Tile tile, in ParameterView w);

    /// <summary>
    /// From ∂(summed loss)/∂(output) of the tile that was just passed forward: adds to the gradient of the layer's parameters, and
    /// makes ∂(summed loss)/∂(input).
    /// </summary>
    public abstract void Backward(in Tile tile, in ParameterView w, in ParameterView gradient);

    /// <summary>After the last tile: puts into the gradient what was summed elsewhere.</summary>
    public virtual void End(in ParameterView gradient)
    {
    }

    /// <summary>
    /// Where the sums over samples of ∂(summed loss)/∂(output) belong, in the gradient: a bias. A layer above that sets
    /// <see cref="IsSummedAbove"/> adds them up in passing. Null where nobody wants them.
    /// </summary>
    public virtual double* SumsOfDeltas(in ParameterView gradient) => null;

    /// <summary>What carries tangents through the layer; nobody asks unless <see cref="WantsDeltas"/>.</summary>
    /// <param name="tangentBelow">The same of the layer below; null: what comes in depends on no parameter.</param>
    /// <param name="tangentLogits">Where the tangents of the outputs of the network go; null: this is not its last layer.</param>
    public abstract LayerTangent Tangent(LayerTangent? tangentBelow, Logits? tangentLogits);
}
