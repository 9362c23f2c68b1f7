using System.Globalization;
using Chaos.Actors.Campaigns;
using Chaos.Actors.Dynamics.Networks;

namespace Chaos.Actors.Campaigns.Files;

/// <summary>The architectures: mappings {hidden, activation, initialisation}, or their names (<c>64-64-tanh-normal</c>).</summary>
internal static class CampaignFileArchitectures
{
    private static readonly string[] Fields = ["hidden", "activation", "initialisation"];
    private static readonly string[] Activations = [.. Activation.All.Select(activation => activation.Text)];
    private static readonly string[] Initialisations = Words<Initialisation>();

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
        architecture.Hidden.Count > 0 ? architecture.Name : architecture.Initialisation.ToString();

    private static Architecture? Named(CampaignFileScalar node, string path, CampaignFileProblems problems)
    {
        var parts = node.Value.Split('-');
        var hidden = parts.TakeWhile(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _)).ToArray();
        var words = parts[hidden.Length..];
        if (words.Length is 1 or 2 && hidden.Length <= CampaignLimits.Layers
            && Activation.Named(words[0]) is { } activation
            && (words.Length == 1 ? Initialisation.Normal : Word<Initialisation>(words[1])) is { } initialisation
            && hidden.All(units => int.Parse(units, CultureInfo.InvariantCulture) is > 0 and <= CampaignLimits.Units))
            return new Architecture(hidden.Select(units => int.Parse(units, CultureInfo.InvariantCulture)), activation, initialisation);
        problems.Expected(node, path, "{hidden: [64], activation: tanh, initialisation: normal} or its short form 64-tanh-normal");
        return null;
    }

    private static Architecture? Mapped(CampaignFileNode node, string path, CampaignFileProblems problems)
    {
        if (CampaignFileFields.Of(node, path, Fields, problems) is not { } fields) return null;
        var hidden = fields.Required("hidden", "a list of layer sizes such as [64, 64]") is { } layers
            ? Hidden(layers, fields.Child("hidden"), problems)
            : null;
        var word = hidden is { Length: 0 }
            ? fields.Optional("activation")
            : fields.Required("activation", "one of " + string.Join(", ", Activations));
        var activation = word is not null ? Choice(word, fields.Child("activation"), Activations, Activation.Named, problems)
            : hidden is { Length: 0 } ? Activation.Tanh
            : null;
        var initialisation = fields.Optional("initialisation") is { } scheme
            ? Choice<Initialisation?>(scheme, fields.Child("initialisation"), Initialisations, Word<Initialisation>, problems)
            : Initialisation.Normal;
        return hidden is null || activation is null || initialisation is null
            ? null
            : new Architecture(hidden, activation, initialisation.Value);
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

    private static string[] Words<T>() where T : struct, Enum =>
        [.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant())];

    private static T? Word<T>(string word) where T : struct, Enum
    {
        var index = Array.IndexOf(Words<T>(), word.ToLowerInvariant());
        return index < 0 ? null : Enum.GetValues<T>()[index];
    }
}
