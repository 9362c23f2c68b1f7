using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Campaigns.Files;

/// <summary>The task: a shipped one by its name, or a user's own IDX or CSV files.</summary>
internal static class CampaignFileTask
{
    /// <summary>The tasks that ship with the program.</summary>
    public static readonly string[] Shipped = ["mnist", "iris", "wine", "breast-cancer", "digits"];

    private static readonly string[] Idx = ["trainImages", "trainLabels", "testImages", "testLabels"];
    private static readonly string[] Csv = ["train", "test", "standardise"];

    /// <summary>The task, or null (reported).</summary>
    public static TaskSpec? Read(CampaignFileNode node, string field, string folder, CampaignFileProblems problems)
    {
        if (node is CampaignFileScalar name)
        {
            if (Shipped.Contains(name.Value)) return new TaskSpec(name.Value);
            var text = name.IsNothing ? "" : name.Value;
            var ownFiles = NearestName.Find(text, Shipped) is null ? ", {csv: {…}} or {idx: {…}}" : "";
            problems.Add(
                node.Start, field, $"found {node.Describe()}, {CampaignFileSuggestion.For(text, Shipped)}{ownFiles}");
            return null;
        }
        if (CampaignFileFields.Of(node, field, ["idx", "csv", "name", "train", "test"], problems) is not { } fields) return null;
        var train = Samples(fields, "train", problems);
        var test = Samples(fields, "test", problems);
        if (fields.Optional("name") is { } shipped && fields.Optional("idx") is null && fields.Optional("csv") is null)
            return Read(shipped, fields.Child("name"), folder, problems) is { } task ? task with { Train = train, Test = test } : null;
        var files = (fields.Optional("idx"), fields.Optional("csv")) switch
        {
            ({ } idx, null) => IdxFiles(idx, fields.Child("idx"), folder, problems),
            (null, { } csv) => CsvFiles(csv, fields.Child("csv"), folder, problems),
            _ => Neither(node, field, problems),
        };
        var shown = fields.Optional("name") is { } title ? Text(title, fields.Child("name"), "a name", problems) : null;
        return files is null ? null : new TaskSpec(shown ?? DefaultName(files), train, test, files);
    }

    private static int? Samples(CampaignFileFields fields, string part, CampaignFileProblems problems) => fields.Optional(part) is { } node
        ? CampaignFileNumbers.Count(node, fields.Child(part), "a number of samples", int.MaxValue, problems)
        : null;

    private static IdxFiles? IdxFiles(CampaignFileNode node, string path, string folder, CampaignFileProblems problems)
    {
        if (CampaignFileFields.Of(node, path, Idx, problems) is not { } fields) return null;
        var files = Idx.Select(name => File(fields, name, folder, problems)).ToArray();
        return files.Any(file => file is null) ? null : new IdxFiles(files[0]!, files[1]!, files[2]!, files[3]!);
    }

    private static CsvFiles? CsvFiles(CampaignFileNode node, string path, string folder, CampaignFileProblems problems)
    {
        if (CampaignFileFields.Of(node, path, Csv, problems) is not { } fields) return null;
        var train = File(fields, "train", folder, problems);
        var test = fields.Optional("test") is null ? null : File(fields, "test", folder, problems);
        var standardise = false;
        if (fields.Optional("standardise") is { } flag)
        {
            if (flag is CampaignFileScalar { Quoted: false, Value: "true" or "false" } word)
                standardise = word.Value == "true";
            else
                problems.Expected(flag, fields.Child("standardise"), "true or false");
        }
        return train is null ? null : new CsvFiles(train, test, standardise);
    }

    private static string? File(CampaignFileFields fields, string name, string folder, CampaignFileProblems problems) =>
        fields.Required(name, "the path of a file") is { } node
        && Text(node, fields.Child(name), "the path of a file", problems) is { } path
            ? Path.GetFullPath(Path.Combine(folder, path))
            : null;

    private static string? Text(CampaignFileNode node, string field, string expected, CampaignFileProblems problems)
    {
        if (node is CampaignFileScalar { IsNothing: false } text && text.Value.Trim().Length > 0) return text.Value;
        problems.Expected(node, field, expected);
        return null;
    }

    private static TaskFiles? Neither(CampaignFileNode node, string field, CampaignFileProblems problems)
    {
        problems.Add(node.Start, field, "expected either idx or csv: a name of a shipped task, {idx: {…}} or {csv: {…}}");
        return null;
    }

    private static string DefaultName(TaskFiles files)
    {
        var file = Path.GetFileName(files is IdxFiles idx ? idx.TrainImages : ((CsvFiles)files).Train);
        return file.Split('.')[0] is { Length: > 0 } stem ? stem : file;
    }
}
