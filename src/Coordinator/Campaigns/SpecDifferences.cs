using System.Text.Json.Nodes;
using Chaos.Actors.Dynamics.Campaigns;
using Chaos.Actors.Messages.Serialization;

namespace Chaos.Actors.Coordinator.Campaigns;

/// <summary>
/// In what two specifications differ. What is compared is their stored text, field by field, so that no field can be forgotten here.
/// </summary>
internal static class SpecDifferences
{
    private const int LongestValue = 60;

    /// <summary>One phrase a field, such as <c>seeds (50 there, 4 here)</c>; none if they are the same.</summary>
    public static IReadOnlyList<string> Between(CampaignSpec there, CampaignSpec here)
    {
        var (before, after) = (Fields(there), Fields(here));
        return [.. before.Keys.Union(after.Keys)
            .Select(field => (Field: field, There: before.GetValueOrDefault(field, "not given"), Here: after.GetValueOrDefault(field, "not given")))
            .Where(field => field.There != field.Here)
            .Select(field => $"{field.Field} ({Short(field.There)} there, {Short(field.Here)} here)")];
    }

    private static OrderedDictionary<string, string> Fields(CampaignSpec spec)
    {
        var text = JsonNode.Parse(CampaignSpecJson.Write(spec))!.AsObject();
        // As people write them.
        text["architectures"] = new JsonArray([.. spec.Architectures.Select(architecture => JsonValue.Create(architecture.ToString()))]);
        return new OrderedDictionary<string, string>(Walk("", text));
    }

    private static IEnumerable<KeyValuePair<string, string>> Walk(string path, JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Walk(path.Length == 0 ? field.Key : $"{path}.{field.Key}", field.Value)),
        JsonArray values => [new(path, string.Join(", ", values))],
        _ => [new(path, node?.ToString() ?? "")],
    };

    private static string Short(string value) => value.Length > LongestValue ? value[..LongestValue] + "…" : value;
}
