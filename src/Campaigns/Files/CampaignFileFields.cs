using Chaos.Actors.Dynamics.Tasks;

namespace Chaos.Actors.Campaigns.Files;

/// <summary>The fields of one mapping: unknown and repeated ones are reported, known ones handed out by name.</summary>
internal sealed class CampaignFileFields
{
    private readonly Dictionary<string, CampaignFileNode> _values = [];
    private readonly CampaignFileMap _map;
    private readonly string _path;
    private readonly CampaignFileProblems _problems;

    private CampaignFileFields(
        CampaignFileMap map, string path, IReadOnlyCollection<string> known, CampaignFileProblems problems)
    {
        (_map, _path, _problems) = (map, path, problems);
        var lines = new Dictionary<string, long>();
        foreach (var (key, value) in map.Entries)
        {
            if (!known.Contains(key.Value))
                problems.Add(key.Start, Child(key.Describe()), "unknown field, " + CampaignFileSuggestion.For(key.Value, known));
            else if (!lines.TryAdd(key.Value, key.Start.Line))
                problems.Add(key.Start, Child(key.Value), $"given twice, first on line {lines[key.Value]}");
            else
                _values.Add(key.Value, value);
        }
    }

    /// <summary>The fields of a node that should be a mapping, or null (reported) when it is none.</summary>
    public static CampaignFileFields? Of(
        CampaignFileNode node, string path, IReadOnlyCollection<string> known, CampaignFileProblems problems)
    {
        if (node is CampaignFileMap map) return new CampaignFileFields(map, path, known, problems);
        problems.Expected(node, path, $"a mapping with {string.Join(", ", known)}");
        return null;
    }

    /// <summary>The path of a field of this mapping.</summary>
    public string Child(string field) => _path.Length == 0 ? field : _path + "." + field;

    /// <summary>The field's value, or null when it is not given.</summary>
    public CampaignFileNode? Optional(string field) => _values.GetValueOrDefault(field);

    /// <summary>The field's value, or null (reported) when it is not given.</summary>
    public CampaignFileNode? Required(string field, string expected)
    {
        if (_values.TryGetValue(field, out var value)) return value;
        // A misspelt or repeated field is reported already; that it is also missing is true but no news.
        if (!_map.Entries.Any(entry => NearestName.Find(entry.Key.Value, [field]) is not null))
            _problems.Add(_map.Start, Child(field), "missing, expected " + expected);
        return null;
    }
}
