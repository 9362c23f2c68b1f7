using System.Globalization;

namespace Chaos.Actors.Dynamics.Training;

/// <summary>Which parameters of a replica ξ moves: <c>weights</c>, <c>all</c> (biases too), or so many of the weights.</summary>
public sealed record PerturbedPart
{
    private PerturbedPart(string text) => Text = text;

    /// <summary>Every weight, no bias.</summary>
    public static PerturbedPart Weights { get; } = new("weights");

    /// <summary>Every parameter.</summary>
    public static PerturbedPart All { get; } = new("all");

    /// <summary>As campaign files write it: <c>weights</c>, <c>all</c> or a number.</summary>
    public string Text { get; }

    /// <summary>How many weights, drawn for each replica by itself; null: not a number of them.</summary>
    public int? Number { get; private init; }

    /// <summary>So many of the weights.</summary>
    /// <param name="number">At least 1, and no more than the network has.</param>
    public static PerturbedPart Some(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        return new PerturbedPart(number.ToString(CultureInfo.InvariantCulture)) { Number = number };
    }

    /// <summary>The part of that text, or null.</summary>
    public static PerturbedPart? Named(string text) =>
        text == All.Text ? All
        : text == Weights.Text ? Weights
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? Some(number)
        : null;

    /// <inheritdoc/>
    public override string ToString() => Text;
}
