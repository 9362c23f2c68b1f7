using System.Globalization;

namespace Chaos.Actors.Messages;

/// <summary>
/// One assignment of one item to one trainer; unique within a campaign. The high 32 bits are the term (how many times
/// the campaign has been opened), which is journalled before the first assignment, so that a restarted coordinator
/// never gives out an id again; the low 32 bits count within the term.
/// </summary>
public readonly record struct AttemptId(long Value)
{
    /// <summary>The n-th attempt of a term.</summary>
    public static AttemptId Of(int term, uint number) => new(((long)term << 32) | number);

    /// <summary>The term it was given out in.</summary>
    public int Term => (int)(Value >> 32);

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Value >> 32}.{Value & uint.MaxValue}");
}
