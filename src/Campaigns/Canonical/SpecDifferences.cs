using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Campaigns.Canonical;

/// <summary>
/// In what two specifications differ, in the words of the campaign file. What is compared is their stored text, field by field,
/// so that no field can be forgotten here.
/// </summary>
public static class SpecDifferences
{
    private const int LongestValue = 60;
    private static readonly JsonSerializerOptions Words = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>One phrase a field, such as <c>seeds (50 there, 4 here)</c>; none if they are the same.</summary>
    /// <param name="there">The one.</param>
    /// <param name="here">The other.</param>
    /// <param name="ofThere">How the one is called.</param>
    /// <param name="ofHere">How the other is called.</param>
    public static IReadOnlyList<string> Between(CampaignSpec there, CampaignSpec here, string ofThere = "there", string ofHere = "here")
    {
        var (before, after) = (Fields(there), Fields(here));
        return [.. before.Keys.Union(after.Keys)
            .Where(field => Owner(field) is not { } task || before.GetValueOrDefault(task) == after.GetValueOrDefault(task))
            .Select(field => (Field: field, There: before.GetValueOrDefault(field, "not given"), Here: after.GetValueOrDefault(field, "not given")))
            .Where(field => field.There != field.Here)
            .Select(field => $"{field.Field} ({Apart(field.There, field.Here)} {ofThere}, {Apart(field.Here, field.There)} {ofHere})")];
    }

    private static OrderedDictionary<string, string> Fields(CampaignSpec spec)
    {
        var text = JsonNode.Parse(CampaignSpecJson.Write(spec))!.AsObject();
        // As people write them: an axis is one list, however it is stored.
        foreach (var stored in (string[])["task", "furtherTasks", "furtherEpsilons", "firstSeed"]) text.Remove(stored);
        text["architectures"] = new JsonArray([.. spec.Architectures.Select(architecture => JsonValue.Create(architecture.ToString()))]);
        text["seeds"] = spec.FirstSeed == 0 ? spec.Seeds : $"from {spec.FirstSeed}, {spec.Seeds}";
        // Absent where nothing was said: only what is another shall be named.
        text["verdict"] ??= new JsonObject { ["kappa"] = VerdictCriterion.Default.Kappa, ["decades"] = VerdictCriterion.Default.Decades };
        text["perturbation"]!["epsilon"] = new JsonArray([.. spec.Epsilons.Select(epsilon => JsonValue.Create(epsilon))]);
        if (spec.Tasks is [var task]) Add("", task);
        else
            for (var k = 0; k < spec.Tasks.Count; k++) Add($"tasks[{k}].", spec.Tasks[k]);
        return new OrderedDictionary<string, string>(Walk("", text));

        void Add(string path, TaskSpec named)
        {
            var kind = named.Files?.Word() ?? named.Synthetic?.Word();
            text[path + "task"] = named.Files is null ? kind ?? named.Name : kind!.ToUpperInvariant() + " files";
            text[path + "train"] = named.Train?.ToString(CultureInfo.InvariantCulture) ?? "all";
            text[path + "test"] = named.Test?.ToString(CultureInfo.InvariantCulture) ?? "all";
            if (kind is null) return;
            text[path + "task.name"] = named.Name;
            foreach (var part in JsonSerializer.SerializeToNode(named.Files ?? (object)named.Synthetic!, Words)!.AsObject())
                text[$"{path}task.{kind}.{part.Key}"] = part.Value?.DeepClone() ?? "not given";
        }
    }

    // The field that a part of a task belongs to: tasks of two kinds have no parts in common.
    private static string? Owner(string field) =>
        field.IndexOf("task.", StringComparison.Ordinal) is var place and >= 0 ? field[..(place + "task".Length)] : null;

    private static IEnumerable<KeyValuePair<string, string>> Walk(string path, JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Walk(path.Length == 0 ? field.Key : $"{path}.{field.Key}", field.Value)),
        JsonArray { Count: 0 } => [new(path, "none")],
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
