using System.Globalization;

namespace Chaos.Actors.Dynamics.Networks;

/// <summary>How weights are drawn, as campaign files and flags say it: <c>lecun</c>, <c>normal 0.5</c>.</summary>
/// <param name="Scheme">The distribution.</param>
/// <param name="Sigma">The standard deviation of normal weights; 1 with any other scheme.</param>
public sealed record InitialWeights(Initialisation Scheme, double Sigma = 1)
{
    private static readonly Dictionary<string, Initialisation> Schemes =
        Enum.GetValues<Initialisation>().ToDictionary(scheme => scheme.ToString().ToLowerInvariant(), StringComparer.OrdinalIgnoreCase);

    /// <summary>The words for the schemes.</summary>
    public static IReadOnlyCollection<string> Words => Schemes.Keys;

    /// <summary>What a text says, or null where it says none.</summary>
    public static InitialWeights? Named(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) switch
    {
        [var word] when Schemes.TryGetValue(word, out var scheme) => new InitialWeights(scheme),
        [var word, var number] when Schemes.TryGetValue(word, out var scheme) && scheme == Initialisation.Normal
            && double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var sigma)
            && double.IsNormal(sigma) && sigma > 0 => new InitialWeights(scheme, sigma),
        _ => null,
    };

    /// <inheritdoc/>
    public override string ToString() =>
        Scheme.ToString().ToLowerInvariant() + (Sigma == 1 ? "" : " " + Sigma.ToString(CultureInfo.InvariantCulture));
}
