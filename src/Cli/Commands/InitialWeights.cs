using System.CommandLine;
using Chaos.Actors.Campaigns.Files;
using Chaos.Actors.Dynamics.Networks;

namespace Chaos.Actors.Cli.Commands;

/// <summary>How weights are drawn, as a flag says it.</summary>
/// <param name="Scheme">The distribution.</param>
/// <param name="Sigma">The standard deviation of normal weights; 1 with any other scheme.</param>
internal sealed record InitialWeights(Initialisation Scheme, double Sigma)
{
    private static readonly Dictionary<string, Initialisation> Schemes =
        Enum.GetValues<Initialisation>().ToDictionary(scheme => scheme.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>A flag such as <c>lecun</c> or <c>normal 0.5</c>; N(0, 1) where it is not given.</summary>
    public static Option<InitialWeights> Option(string name) => new(name)
    {
        Description = $"how the weights are drawn: {Words}, or normal with a standard deviation, such as 'normal 0.5'",
        HelpName = "SCHEME",
        DefaultValueFactory = _ => new InitialWeights(Initialisation.Normal, 1),
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
            if (Read(text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is { } read) return read;
            result.AddError($"{name}: found {text}, expected one of {Words}, or normal with a standard deviation above 0, such as normal 0.5");
            return null;
        },
    };

    /// <summary>As the flag is written, which is also how the help shows it.</summary>
    public override string ToString() => new Architecture([], Activation.Identity, Scheme) { Sigma = Sigma }.InitialisationText;

    private static string Words => string.Join(", ", Schemes.Keys.Select(word => word.ToLowerInvariant()));

    private static InitialWeights? Read(string[] words) => words switch
    {
        [var word] when Schemes.TryGetValue(word, out var scheme) => new InitialWeights(scheme, 1),
        [var word, var number] when Schemes.TryGetValue(word, out var scheme) && scheme == Initialisation.Normal
            && DecimalNumber.TryParse(number, out var sigma, out var loss) && loss is null && sigma > 0 => new InitialWeights(scheme, sigma),
        _ => null,
    };
}
