using System.Text.Json.Nodes;
using Chaos.Actors.Dynamics.Campaigns;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Messages.Serialization;

namespace Chaos.Actors.Coordinator.Campaigns;

/// <summary>
/// In what two specifications differ, in the words of the campaign file. What is compared is their stored text, field by field,
/// so that no field can be forgotten here.
/// </summary>
public static class SpecDifferences
{
    private const int LongestValue = 60;
    private const string Task = "task";

    /// <summary>One phrase a field, such as <c>seeds (50 there, 4 here)</c>; none if they are the same.</summary>
    public static IReadOnlyList<string> Between(CampaignSpec there, CampaignSpec here)
    {
        var (before, after) = (Fields(there), Fields(here));
        // Tasks of two kinds have no fields in common.
        var sameTask = before[Task] == after[Task];
        return [.. before.Keys.Union(after.Keys)
            .Where(field => sameTask || !field.StartsWith($"{Task}.", StringComparison.Ordinal))
            .Select(field => (Field: field, There: before.GetValueOrDefault(field, "not given"), Here: after.GetValueOrDefault(field, "not given")))
            .Where(field => field.There != field.Here)
            .Select(field => $"{field.Field} ({Apart(field.There, field.Here)} there, {Apart(field.Here, field.There)} here)")];
    }

    private static OrderedDictionary<string, string> Fields(CampaignSpec spec)
    {
        var text = JsonNode.Parse(CampaignSpecJson.Write(spec))!.AsObject();
        // As people write them.
        text["architectures"] = new JsonArray([.. spec.Architectures.Select(architecture => JsonValue.Create(architecture.ToString()))]);
        var task = text[Task]!.AsObject();
        foreach (var part in (string[])["train", "test"])
        {
            text[part] = task[part]?.DeepClone() ?? "all";
            task.Remove(part);
        }
        if (spec.Task.Files is null) task.Remove("name");
        var fields = new OrderedDictionary<string, string>(Walk("", text));
        fields[Task] = spec.Task.Files switch
        {
            null => spec.Task.Name,
            IdxFiles => "IDX files",
            CsvFiles => "CSV files",
            var other => other.GetType().Name,
        };
        return fields;
    }

    private static IEnumerable<KeyValuePair<string, string>> Walk(string path, JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Walk(path.Length == 0 ? field.Key : $"{path}.{field.Key}", field.Value)),
        JsonArray values => [new(path, string.Join(", ", values))],
        _ => [new(path, node?.ToString() ?? "")],
    };

    // The part of a long value in which it differs from the other.
    private static string Apart(string value, string other)
    {
        if (value.Length <= LongestValue && other.Length <= LongestValue) return value;
        var start = Math.Max(0, value.AsSpan().CommonPrefixLength(other) - LongestValue / 3);
        var end = Math.Min(value.Length, start + LongestValue);
        return (start > 0 ? "…" : "") + value[start..end] + (end < value.Length ? "…" : "");
    }
}
