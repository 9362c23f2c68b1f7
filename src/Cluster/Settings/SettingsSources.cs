using Microsoft.Extensions.Configuration;

namespace Chaos.Actors.Cluster.Settings;

/// <summary>Where settings come from: appsettings.json here or another file, environment variables, flags; later ones win.</summary>
public static class SettingsSources
{
    private const string DefaultFile = "appsettings.json";

    /// <summary>Gathers the settings.</summary>
    /// <param name="file">The file; null for appsettings.json in the working folder, if there is one.</param>
    /// <param name="flags">Values by <see cref="Setting.Path"/>.</param>
    /// <exception cref="SettingsException">The file cannot be read.</exception>
    public static IConfigurationRoot Gather(string? file, IReadOnlyDictionary<string, string?> flags)
    {
        try
        {
            return new ConfigurationBuilder()
                .AddJsonFile(Path.GetFullPath(file ?? DefaultFile), optional: file is null)
                .AddEnvironmentVariables()
                .AddInMemoryCollection(flags)
                .Build();
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([$"{file ?? DefaultFile}: {e.GetBaseException().Message}"]);
        }
    }
}
