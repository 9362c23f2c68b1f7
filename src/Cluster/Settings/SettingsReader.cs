using System.Globalization;
using System.Text.RegularExpressions;
using Chaos.Actors.Dynamics.Tasks;
using Microsoft.Extensions.Configuration;

namespace Chaos.Actors.Cluster.Settings;

/// <summary>Reads settings and collects what is wrong with them, so that all of it is told at once.</summary>
public sealed partial class SettingsReader
{
    private readonly IConfigurationSection _section;
    private readonly List<string> _problems = [];

    /// <summary>Reads the section <c>Chaos</c>; every key there must be a known setting.</summary>
    public SettingsReader(IConfiguration configuration)
    {
        _section = configuration.GetSection(Setting.Section);
        var known = KnownSettings.All.Select(setting => setting.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var key in Leaves(_section).Select(WithoutIndex).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (known.Contains(key)) continue;
            var meant = NearestName.Find(key, known);
            _problems.Add($"{Setting.Section}:{key}: no such setting"
                + (meant is null ? "; docs/operations.md lists them" : $", did you mean {Setting.Section}:{meant}?"));
        }
    }

    /// <summary>Whether a value is given.</summary>
    public bool Has(Setting setting) => Text(setting) is not null;

    /// <summary>The value as it stands, or null.</summary>
    public string? Text(Setting setting) => _section[setting.Key]?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A list: separated by commas, or an array in JSON.</summary>
    public IReadOnlyList<string> List(Setting setting)
    {
        var section = _section.GetSection(setting.Key);
        var parts = section.GetChildren().Select(child => child.Value ?? "").Prepend(section.Value ?? "");
        return [.. parts.SelectMany(part => part.Split(
            ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
    }

    /// <summary>A whole number within bounds.</summary>
    public int Whole(Setting setting, int otherwise, int minimum, int maximum)
    {
        if (Text(setting) is not { } text) return otherwise;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= minimum && value <= maximum)
            return value;
        Problem(setting, $"found {text}, expected a whole number from {minimum} to {maximum}");
        return otherwise;
    }

    /// <summary>A time such as 500ms, 10s, 2m.</summary>
    public TimeSpan Time(Setting setting, TimeSpan otherwise, TimeSpan minimum, TimeSpan maximum)
    {
        if (Text(setting) is not { } text) return otherwise;
        if (Duration().Match(text) is { Success: true } match
            && double.TryParse(match.Groups[1].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            var seconds = number * match.Groups[2].Value switch { "ms" => 1e-3, "m" => 60, "h" => 3600, _ => 1 };
            if (seconds >= minimum.TotalSeconds && seconds <= maximum.TotalSeconds) return TimeSpan.FromSeconds(seconds);
        }
        Problem(setting, string.Create(CultureInfo.InvariantCulture,
            $"found {text}, expected a time from {minimum.TotalSeconds}s to {maximum.TotalSeconds}s, such as 10s or 2m"));
        return otherwise;
    }

    /// <summary>Notes a problem.</summary>
    public void Problem(Setting setting, string problem) => _problems.Add($"{setting}: {problem}");

    /// <summary>Ends the reading.</summary>
    /// <exception cref="SettingsException">There were problems.</exception>
    public void ThrowIfProblems()
    {
        if (_problems.Count > 0) throw new SettingsException(_problems);
    }

    private static IEnumerable<string> Leaves(IConfigurationSection section) => section.AsEnumerable(makePathsRelative: true)
        .Where(pair => pair.Value is not null && pair.Key.Length > 0)
        .Select(pair => pair.Key);

    private static string WithoutIndex(string key)
    {
        var last = key.LastIndexOf(':');
        return last > 0 && key[(last + 1)..].All(char.IsAsciiDigit) ? key[..last] : key;
    }

    [GeneratedRegex("^([0-9]+(?:\\.[0-9]+)?) ?(ms|s|m|h)$")]
    private static partial Regex Duration();
}
