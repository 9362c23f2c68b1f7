using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Layers;

namespace Chaos.Actors.Dynamics.Losses;

/// <summary>
/// What training makes small: the mean over the samples of a function of a sample's outputs and its class or real targets. Each is one file in
/// <c>Losses</c>, one entry of <see cref="All"/>, and its plain loops in <c>Reference</c>.
/// </summary>
public abstract class Loss
{
    private protected Loss()
    {
    }

    /// <summary>Every loss there is.</summary>
    public static IReadOnlyList<Loss> All { get; } = [new SoftmaxCrossEntropy(), new SquaredError()];

    /// <summary>−ln of the softmax of the class's output.</summary>
    public static Loss CrossEntropy { get; } = Named("cross-entropy")!;

    /// <summary>½‖f − y‖², y the real targets, or the class as 0 … 0 1 0 … 0.</summary>
    public static Loss Squared { get; } = Named("squared")!;

    /// <summary>As campaign files write it, such as <c>cross-entropy</c>.</summary>
    public abstract string Text { get; }

    /// <summary>Whether it can say how far outputs are from real targets, and not only from classes.</summary>
    public virtual bool TakesRealTargets => false;

    /// <summary>Why a task cannot be learnt with it, as a sentence; null where it can.</summary>
    /// <param name="realTargets">Whether the task has real targets.</param>
    public string? Fault(bool realTargets) => realTargets && !TakesRealTargets
        ? $"{Text} is a loss of classes, and the targets are real: the loss must be {string.Join(" or ", All.Where(loss => loss.TakesRealTargets))}."
        : null;

    /// <summary>The loss of that text (capitals or not), or null.</summary>
    public static Loss? Named(string text) =>
        All.FirstOrDefault(loss => loss.Text.Equals(text, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public sealed override string ToString() => Text;

    /// <summary>Replaces the outputs of every copy by the derivatives of the loss, and puts the samples' losses behind them.</summary>
    internal abstract void Differentiate(IKernels kernels, in Tile tile, Logits logits);

    /// <summary>
    /// Replaces the tangents of the outputs of one copy by those of the derivatives that <see cref="Differentiate"/> left.
    /// </summary>
    /// <param name="kernels">What it computes with.</param>
    /// <param name="tile">The tile, with as many copies as there are tangents.</param>
    /// <param name="logits">The derivatives.</param>
    /// <param name="tangents">The tangents.</param>
    internal abstract void Tangent(IKernels kernels, in Tile tile, Logits logits, Logits tangents);
}
