using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Campaigns.Files;

/// <summary>A user's own files: IDX, CSV, CIFAR.</summary>
internal static class CampaignFileTaskFiles
{
    /// <summary>The words for their formats.</summary>
    public static readonly string[] Kinds = ["idx", "csv", "cifar"];

    /// <summary>The files, or null (reported).</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="node">What stands behind it.</param>
    /// <param name="path">Where that is.</param>
    /// <param name="folder">What paths are relative to.</param>
    /// <param name="problems">Where problems go.</param>
    public static TaskFiles? Read(string kind, CampaignFileNode node, string path, string folder, CampaignFileProblems problems) => kind switch
    {
        "idx" => Idx(node, path, folder, problems),
        "csv" => Csv(node, path, folder, problems),
        _ => Cifar(node, path, folder, problems),
    };

    /// <summary>A text that is not empty, or null (reported).</summary>
    public static string? Text(CampaignFileNode node, string field, string expected, CampaignFileProblems problems)
    {
        if (node is CampaignFileScalar { IsNothing: false } text && text.Value.Trim().Length > 0) return text.Value;
        problems.Expected(node, field, expected);
        return null;
    }

    private static IdxFiles? Idx(CampaignFileNode node, string path, string folder, CampaignFileProblems problems)
    {
        string[] names = ["trainImages", "trainLabels", "testImages", "testLabels"];
        if (CampaignFileFields.Of(node, path, [.. names, "pixels"], problems) is not { } fields) return null;
        var files = names.Select(name => File(fields, name, folder, problems)).ToArray();
        var pixels = Word<PixelScale>(fields, "pixels", problems);
        return files.Any(file => file is null) ? null : new IdxFiles(files[0]!, files[1]!, files[2]!, files[3]!) { Pixels = pixels };
    }

    private static CsvFiles? Csv(CampaignFileNode node, string path, string folder, CampaignFileProblems problems)
    {
        if (CampaignFileFields.Of(node, path, ["train", "test", "label", "target", "standardise"], problems) is not { } fields) return null;
        var train = File(fields, "train", folder, problems);
        var test = fields.Optional("test") is null ? null : File(fields, "test", folder, problems);
        var label = fields.Optional("label") is { } column ? Text(column, fields.Child("label"), "the name of a column", problems) : null;
        var target = Word<CsvTarget>(fields, "target", problems);
        var standardise = Word<CsvStandardise>(fields, "standardise", problems);
        if (standardise == CsvStandardise.All && target == CsvTarget.Class && fields.Optional("standardise") is { } all)
            problems.Add(all.Start, fields.Child("standardise"), "found all, which standardises real targets too; classes cannot be: expected true or false, or target: real");
        return train is null ? null : new CsvFiles(train, test, standardise) { Label = label, Target = target };
    }

    private static CifarFiles? Cifar(CampaignFileNode node, string path, string folder, CampaignFileProblems problems)
    {
        if (CampaignFileFields.Of(node, path, ["train", "test", "pixels"], problems) is not { } fields) return null;
        var train = fields.Required("train", "the path of a file, or a list of such") switch
        {
            null => null,
            CampaignFileList { Items.Count: > 0 } list =>
                list.Items.Select((item, k) => File(item, $"{fields.Child("train")}[{k}]", folder, problems)).ToArray(),
            var single => [File(single, fields.Child("train"), folder, problems, "the path of a file, or a list of such")],
        };
        var test = File(fields, "test", folder, problems);
        var pixels = Word<PixelScale>(fields, "pixels", problems);
        return train is null || test is null || train.Any(file => file is null) ? null : new CifarFiles(train!, test) { Pixels = pixels };
    }

    private static TEnum Word<TEnum>(CampaignFileFields fields, string name, CampaignFileProblems problems)
        where TEnum : struct, Enum
    {
        if (fields.Optional(name) is not { } node) return default;
        var words = EnumWord.All<TEnum>();
        if (node is CampaignFileScalar { Quoted: false } scalar && EnumWord.Named<TEnum>(scalar.Value) is { } value) return value;
        problems.Add(node.Start, fields.Child(name), $"found {node.Describe()}, " + CampaignFileSuggestion.For(
            node is CampaignFileScalar { Quoted: false } text ? text.Value : "", [.. words]));
        return default;
    }

    private static string? File(CampaignFileFields fields, string name, string folder, CampaignFileProblems problems) =>
        fields.Required(name, "the path of a file") is { } node ? File(node, fields.Child(name), folder, problems) : null;

    private static string? File(
        CampaignFileNode node, string field, string folder, CampaignFileProblems problems, string expected = "the path of a file") =>
        Text(node, field, expected, problems) is { } path ? Place(node, path, field, folder, problems) : null;

    // A path, from the folder of the campaign file on; what is named by its content is nowhere in particular.
    private static string? Place(CampaignFileNode node, string path, string field, string folder, CampaignFileProblems problems)
    {
        if (!DataReference.IsMeant(path)) return Path.GetFullPath(Path.Combine(folder, path));
        if (DataReference.Parse(path) is { } reference) return reference.ToString();
        problems.Expected(node, field, "sha256:, 64 hexadecimal digits in lower case and, if wanted, / and the name of a file");
        return null;
    }
}
