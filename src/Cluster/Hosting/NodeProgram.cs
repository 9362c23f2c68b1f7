using Chaos.Actors.Cluster.Settings;
using Microsoft.Extensions.Configuration;

namespace Chaos.Actors.Cluster.Hosting;

/// <summary>A node as a program of its own, such as a container's entry point: settings from file and environment only.</summary>
public static class NodeProgram
{
    private const int BadInput = 2;

    /// <summary>Runs it; returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args, Func<IConfiguration, Task> run)
    {
        try
        {
            if (args.Length > 0)
            {
                throw new SettingsException([
                    $"found {args[0]}: this program takes no arguments, only settings from appsettings.json and environment "
                    + "variables (docs/operations.md); `chaos coordinator` and `chaos trainer` take flags"]);
            }
            await run(SettingsSources.Gather(null, new Dictionary<string, string?>()));
            return 0;
        }
        catch (SettingsException e)
        {
            TellError(e.Message);
            return BadInput;
        }
    }

    // The exit code says it too, should nobody be there to read.
    private static void TellError(string message)
    {
        try
        {
            Console.Error.WriteLine(message);
        }
        catch (IOException)
        {
            // a closed pipe, a full disk
        }
    }
}
