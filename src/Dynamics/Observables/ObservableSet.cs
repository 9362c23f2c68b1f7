using System.Collections;
using System.Runtime.CompilerServices;

namespace Chaos.Actors.Dynamics.Observables;

/// <summary>
/// What an item observes, in canonical order: by the names of the series, ordinal. Sets of the same observables are equal, however
/// they were written.
/// </summary>
[CollectionBuilder(typeof(ObservableSet), nameof(Of))]
public sealed class ObservableSet : IReadOnlyList<Observable>, IEquatable<ObservableSet>
{
    private readonly Observable[] _ordered;

    private ObservableSet(Observable[] ordered) => _ordered = ordered;

    /// <summary>Nothing beside losses, accuracy and distances.</summary>
    public static ObservableSet None { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _ordered.Length;

    /// <inheritdoc/>
    public Observable this[int index] => _ordered[index];

    /// <summary>Puts observables into their order.</summary>
    /// <exception cref="ArgumentException">Two have a series of the same name.</exception>
    public static ObservableSet Of(params ReadOnlySpan<Observable> observables)
    {
        if (observables.IsEmpty) return None;
        Observable[] ordered = [.. observables.ToArray().OrderBy(observable => observable.Series, StringComparer.Ordinal)];
        for (var i = 1; i < ordered.Length; i++)
            if (ordered[i].Series == ordered[i - 1].Series)
                throw new ArgumentException($"Both {ordered[i - 1]} and {ordered[i]} make the series {ordered[i].Series}.", nameof(observables));
        return new ObservableSet(ordered);
    }

    /// <inheritdoc/>
    public IEnumerator<Observable> GetEnumerator() => ((IEnumerable<Observable>)_ordered).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(ObservableSet? other) => other is not null && _ordered.SequenceEqual(other._ordered);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ObservableSet);

    /// <inheritdoc/>
    public override int GetHashCode() => _ordered.Aggregate(0, HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", (IEnumerable<Observable>)_ordered);
}
