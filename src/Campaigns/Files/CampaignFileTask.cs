using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Campaigns.Files;

/// <summary>The task: a shipped one by its name, a user's own files, or samples that are drawn.</summary>
internal static class CampaignFileTask
{
    /// <summary>The tasks that ship with the program.</summary>
    public static readonly string[] Shipped = ["mnist", "iris", "wine", "breast-cancer", "digits"];

    private static readonly string[] Kinds = [.. CampaignFileTaskFiles.Kinds, .. CampaignFileSynthetic.Kinds];
    private static readonly string[] Fields = [.. Kinds, "name", "train", "test"];

    /// <summary>The task, or null (reported).</summary>
    public static TaskSpec? Read(CampaignFileNode node, string field, string folder, CampaignFileProblems problems)
    {
        if (node is CampaignFileScalar name)
        {
            if (Shipped.Contains(name.Value)) return new TaskSpec(name.Value);
            var text = name.IsNothing ? "" : name.Value;
            var others = NearestName.Find(text, Shipped) is null
                ? string.Concat(Kinds.SkipLast(1).Select(kind => $", {{{kind}: {{…}}}}")) + $" or {{{Kinds[^1]}: {{…}}}}" : "";
            problems.Add(node.Start, field, $"found {node.Describe()}, {CampaignFileSuggestion.For(text, Shipped)}{others}");
            return null;
        }
        if (CampaignFileFields.Of(node, field, Fields, problems) is not { } fields) return null;
        var train = Samples(fields, "train", problems);
        var test = Samples(fields, "test", problems);
        string[] given = [.. Kinds.Where(kind => fields.Optional(kind) is not null)];
        if (given.Length == 0 && fields.Optional("name") is { } shipped)
            return Read(shipped, fields.Child("name"), folder, problems) is { } task ? task with { Train = train, Test = test } : null;
        if (given is not [var only])
        {
            problems.Add(node.Start, field, (given.Length == 0 ? "" : $"found {string.Join(" and ", given)}, ")
                + $"expected the name of a shipped task or one of {string.Join(", ", Kinds)}");
            return null;
        }
        var shown = fields.Optional("name") is { } title ? CampaignFileTaskFiles.Text(title, fields.Child("name"), "a name", problems) : null;
        if (CampaignFileSynthetic.Kinds.Contains(only))
        {
            return CampaignFileSynthetic.Read(only, fields.Optional(only)!, fields.Child(only), problems) is { } synthetic
                ? new TaskSpec(shown ?? only, train, test) { Synthetic = synthetic }
                : null;
        }
        return CampaignFileTaskFiles.Read(only, fields.Optional(only)!, fields.Child(only), folder, problems) is { } files
            ? new TaskSpec(shown ?? DefaultName(files), train, test, files)
            : null;
    }

    private static int? Samples(CampaignFileFields fields, string part, CampaignFileProblems problems) => fields.Optional(part) is { } node
        ? CampaignFileNumbers.Count(node, fields.Child(part), "a number of samples", int.MaxValue, problems)
        : null;

    private static string DefaultName(TaskFiles files)
    {
        var path = files.Paths()[0].Path;
        if (DataReference.Parse(path) is { Name: null } reference) return reference.Sha256[..8];
        var file = Path.GetFileName(path);
        return file.Split('.')[0] is { Length: > 0 } stem ? stem : file;
    }
}
