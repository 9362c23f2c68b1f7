using System.CommandLine;
using Chaos.Actors.Cluster.Settings;
using Microsoft.Extensions.Configuration;

namespace Chaos.Actors.Cli.Clusters;

/// <summary>The flags of a command for the settings that it reads; what they leave open comes from file and environment.</summary>
internal sealed class SettingOptions
{
    private readonly Dictionary<Setting, Option<string?>> _flags = [];
    private readonly Option<string?> _file = new("--settings")
    {
        Description = "file with settings (default: appsettings.json here, if there is one)",
        HelpName = "FILE",
    };

    /// <summary>Adds the flags to a command.</summary>
    public SettingOptions(Command command, NodeKind kind)
    {
        foreach (var setting in KnownSettings.All.Where(setting => setting.UsedBy.HasFlag(kind) && setting.Flag is not null))
        {
            _flags[setting] = new Option<string?>(setting.Flag!)
            {
                Description = $"{setting.Description} (default: {setting.Default})",
                HelpName = setting.Value,
            };
            command.Add(_flags[setting]);
        }
        command.Add(_file);
    }

    /// <summary>The settings.</summary>
    /// <exception cref="SettingsException">The file cannot be read.</exception>
    public IConfigurationRoot Gather(ParseResult parsed) => SettingsSources.Gather(
        parsed.GetValue(_file),
        _flags.Where(flag => parsed.GetValue(flag.Value) is not null)
            .ToDictionary(flag => flag.Key.Path, flag => parsed.GetValue(flag.Value)));
}
