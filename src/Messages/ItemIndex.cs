using System.Globalization;

namespace Chaos.Actors.Messages;

/// <summary>A work item's index in its campaign's grid.</summary>
public readonly record struct ItemIndex(long Value) : IComparable<ItemIndex>
{
    /// <inheritdoc/>
    public int CompareTo(ItemIndex other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
