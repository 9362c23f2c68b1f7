using Chaos.Actors.Dynamics.Reference;
using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Dynamics.Observables;

/// <summary>
/// What an item may watch along its run beside losses, accuracy and distances: one series, whose columns belong to epochs, in their
/// order. Each is one file here and one entry of <see cref="All"/>; nothing else names it. It holds no state: what it needs from one
/// epoch to the next lies in the engine, beside the parameters. Two are equal when their texts are.
/// </summary>
public abstract class Observable : IEquatable<Observable>
{
    private protected Observable()
    {
    }

    /// <summary>Every observable there is.</summary>
    public static IReadOnlyList<Observable> All { get; } =
        [new TestLoss(), new Accuracies(), new LogitDistance(), new Disagreement()];

    /// <summary>Mean loss over the test samples.</summary>
    public static Observable TestLoss { get; } = Named("test-loss")!;

    /// <summary>Test accuracy of every copy.</summary>
    public static Observable Accuracies { get; } = Named("accuracies")!;

    /// <summary>Distance of the replicas' test logits from the reference's, and share of their predictions that differ.</summary>
    public static IReadOnlyList<Observable> Functions { get; } = [.. All.Where(observable => observable.NeedsFunctions)];

    /// <summary>As campaign files write it, such as <c>test-loss</c>.</summary>
    public abstract string Text { get; }

    /// <summary>The name of its series, such as <c>testLoss</c>: letters and digits of ASCII, a small letter first.</summary>
    public abstract string Series { get; }

    /// <summary>The observable of that text (capitals or not), or null.</summary>
    public static Observable? Named(string text) =>
        All.FirstOrDefault(observable => observable.Text.Equals(text, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a series may be called so.</summary>
    public static bool IsSeriesName(string name) =>
        name.Length is > 0 and <= 64 && char.IsAsciiLetterLower(name[0]) && name.All(char.IsAsciiLetterOrDigit);

    /// <summary>Whether it is one number an epoch, so that files give its series one dimension: [columns] and not [1, columns].</summary>
    public virtual bool IsScalar => false;

    /// <summary>
    /// Whether not every epoch has a column, so that the first row says which epochs do; files give its series a row a column:
    /// [columns, rows].
    /// </summary>
    public virtual bool IsTable => false;

    /// <summary>Whether it compares replicas with the reference, and is nothing without any.</summary>
    public virtual bool NeedsReplicas => false;

    /// <summary>Whether it is of predicted classes, which real targets are not.</summary>
    public virtual bool NeedsClasses => false;

    /// <summary>Whether it asks the engine for the test loss, which is computed for those that do.</summary>
    internal virtual bool NeedsTestLoss => false;

    /// <summary>The same of the accuracies of all copies.</summary>
    internal virtual bool NeedsAccuracies => false;

    /// <summary>The same of how the replicas' test logits differ from the reference's.</summary>
    internal virtual bool NeedsFunctions => false;

    /// <summary>
    /// Whether its column of t is what the step t → t + 1 has done, and 0 where none follows; else it is of w(t) as it was measured.
    /// </summary>
    internal virtual bool IsOfStep => false;

    /// <summary>Rows of its series.</summary>
    public abstract int Rows(PairGroupSpec spec);

    /// <summary>
    /// How many columns the epochs before <paramref name="t"/> leave, t = 0 … T + 1: never fewer than those before t − 1, and at most
    /// one more. So this is the column of epoch t, if it has one; at T + 1 the length of a whole series; and a group that diverges at
    /// t has the columns before t + 1.
    /// </summary>
    public virtual int ColumnsBefore(int t, PairGroupSpec spec) => t;

    /// <summary>The epoch a column belongs to.</summary>
    public int EpochOf(int column, PairGroupSpec spec)
    {
        var t = column; // no epoch has more than one
        while (ColumnsBefore(t + 1, spec) <= column) t++;
        return t;
    }

    /// <summary>Makes the column of t, after the engine has measured w(t), or stepped. Allocates nothing.</summary>
    /// <param name="engine">The engine, stepped only if <see cref="IsOfStep"/>.</param>
    /// <param name="column">[rows].</param>
    internal abstract void Observe(IPairGroupEngine engine, Span<double> column);

    /// <summary>The same in plain scalar loops, bit for bit.</summary>
    internal abstract double[] Observe(ReferencePairGroup group);

    /// <inheritdoc/>
    public bool Equals(Observable? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Observable);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
