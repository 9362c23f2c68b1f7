using System.Globalization;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics.Networks;

namespace Chaos.Actors.Campaigns.Files;

/// <summary>The architectures: mappings {hidden, activation, initialisation}, or their names (<c>64-64-tanh-normal</c>).</summary>
internal static class CampaignFileArchitectures
{
    private static readonly string[] Fields = ["network", "hidden", "activation", "initialisation", "bias"];
    private static readonly string[] Activations = [.. Activation.All.Select(activation => activation.Text)];
    private static readonly string[] Initialisations = [.. InitialWeights.Words];
    private const string Network = "a network such as conv 6 5x5, tanh, avgpool 2, dense 64, tanh";

    /// <summary>The architectures in the file's order, or null (reported).</summary>
    public static IReadOnlyList<Architecture>? Read(CampaignFileNode node, string field, CampaignFileProblems problems)
    {
        if (node is CampaignFileMap or CampaignFileScalar { IsNothing: false }) return One(node, field, problems) is { } single ? [single] : null;
        if (node is not CampaignFileList { Items.Count: > 0 } list)
        {
            problems.Expected(node, field, "{hidden: [64], activation: tanh} or a list of such");
            return null;
        }
        var architectures = new List<Architecture>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var good = true;
        for (var i = 0; i < list.Items.Count; i++)
        {
            var (item, path) = (list.Items[i], $"{field}[{i}]");
            var architecture = One(item, path, problems);
            if (architecture is null)
                good = false;
            else if (!places.TryAdd(Function(architecture), i))
                problems.Add(item.Start, path, $"found {architecture} again, it is {field}[{places[Function(architecture)]}] already");
            else
                architectures.Add(architecture);
        }
        return good ? architectures : null;
    }

    private static Architecture? One(CampaignFileNode node, string path, CampaignFileProblems problems) =>
        node is CampaignFileScalar name ? Named(name, path, problems) : Mapped(node, path, problems);

    // Without hidden layers nothing is activated, and every activation names the same network.
    private static string Function(Architecture architecture) =>
        architecture.Layers.Count > 0 ? architecture.Name : $"{architecture.InitialisationText} {architecture.Biases}";

    private static Architecture? Named(CampaignFileScalar node, string path, CampaignFileProblems problems)
    {
        var parts = node.Value.Split('-');
        var hidden = parts.TakeWhile(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _)).ToArray();
        var words = parts[hidden.Length..];
        if (words.Length is 1 or 2 && hidden.Length <= CampaignLimits.Layers
            && Activation.Named(words[0]) is { } activation
            && InitialWeights.Named(words.Length == 1 ? "normal" : words[1]) is { Scheme: var initialisation }
            && hidden.All(units => int.Parse(units, CultureInfo.InvariantCulture) is > 0 and <= CampaignLimits.Units))
            return new Architecture(hidden.Select(units => int.Parse(units, CultureInfo.InvariantCulture)), activation, initialisation);
        problems.Expected(node, path, "{hidden: [64], activation: tanh, initialisation: normal} or its short form 64-tanh-normal");
        return null;
    }

    private static Architecture? Mapped(CampaignFileNode node, string path, CampaignFileProblems problems)
    {
        if (CampaignFileFields.Of(node, path, Fields, problems) is not { } fields) return null;
        var network = fields.Optional("network") is { } line ? Layers(fields, line, problems) : Stack(fields, problems);
        var initialisation = fields.Optional("initialisation") is { } scheme
            ? Drawn(scheme, fields.Child("initialisation"), problems)
            : new InitialWeights(Initialisation.Normal);
        var biases = fields.Optional("bias") is not { } bias ? true : CampaignFileFlag.Read(bias, fields.Child("bias"), problems);
        if (network is null || initialisation is null || biases is null) return null;
        var architecture = network.IsStack
            ? new Architecture(network.Hidden, network.Activation, initialisation.Scheme)
            : new Architecture(network.Layers, initialisation.Scheme);
        return architecture with { Sigma = initialisation.Sigma, Biases = biases.Value };
    }

    private static Architecture? Layers(CampaignFileFields fields, CampaignFileNode line, CampaignFileProblems problems)
    {
        var path = fields.Child("network");
        foreach (var other in (string[])["hidden", "activation"])
        {
            if (fields.Optional(other) is not { } given) continue;
            problems.Add(given.Start, fields.Child(other), $"found {other} beside network, expected one of them ({other} is the short form)");
            return null;
        }
        if (line is not CampaignFileScalar { IsNothing: false } text)
        {
            problems.Expected(line, path, Network);
            return null;
        }
        try
        {
            var network = Architecture.Parse(text.Value);
            if (network.Layers.Count <= 2 * CampaignLimits.Layers) return network;
            problems.Add(line.Start, path, $"found {network.Layers.Count} layers, expected at most {2 * CampaignLimits.Layers}");
        }
        catch (ArchitectureException e)
        {
            problems.Add(line.Start, path, e.Message);
        }
        return null;
    }

    private static Architecture? Stack(CampaignFileFields fields, CampaignFileProblems problems)
    {
        var hidden = fields.Required("hidden", "a list of layer sizes such as [64, 64]") is { } layers
            ? Hidden(layers, fields.Child("hidden"), problems)
            : null;
        var word = hidden is { Length: 0 }
            ? fields.Optional("activation")
            : fields.Required("activation", "one of " + string.Join(", ", Activations));
        var activation = word is not null ? Choice(word, fields.Child("activation"), Activations, Activation.Named, problems)
            : hidden is { Length: 0 } ? Activation.Tanh
            : null;
        return hidden is null || activation is null ? null : new Architecture(hidden, activation, Initialisation.Normal);
    }

    private static InitialWeights? Drawn(CampaignFileNode node, string path, CampaignFileProblems problems)
    {
        if (node is CampaignFileScalar { IsNothing: false } text && text.Value.StartsWith("normal ", StringComparison.OrdinalIgnoreCase)
            && InitialWeights.Named(text.Value) is null)
        {
            problems.Expected(node, path, "normal with a standard deviation greater than 0, such as normal 0.5");
            return null;
        }
        return Choice(node, path, Initialisations, InitialWeights.Named, problems);
    }

    private static int[]? Hidden(CampaignFileNode node, string path, CampaignFileProblems problems)
    {
        if (node is not CampaignFileList list || list.Items.Count > CampaignLimits.Layers)
        {
            problems.Expected(node, path, $"a list of at most {CampaignLimits.Layers} layer sizes such as [64, 64]");
            return null;
        }
        var sizes = list.Items
            .Select((item, k) => CampaignFileNumbers.Count(item, $"{path}[{k}]", "the units of a layer", CampaignLimits.Units, problems))
            .ToArray();
        return sizes.All(size => size is not null) ? [.. sizes.Select(size => size!.Value)] : null;
    }

    private static T? Choice<T>(
        CampaignFileNode node, string path, string[] words, Func<string, T?> named, CampaignFileProblems problems)
    {
        if (node is CampaignFileScalar scalar && named(scalar.Value) is { } value) return value;
        var text = node is CampaignFileScalar { IsNothing: false } word ? word.Value : "";
        problems.Add(node.Start, path, $"found {node.Describe()}, " + CampaignFileSuggestion.For(text, words));
        return default;
    }
}
