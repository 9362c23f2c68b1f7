namespace Chaos.Actors.Dynamics.Tasks;

/// <summary>Where the shipped data sets are.</summary>
public static class DataDirectory
{
    /// <summary>The environment variable that overrides the folder.</summary>
    public const string Variable = "CHAOS_DATA";

    /// <summary>
    /// The folder named by <c>CHAOS_DATA</c> if that is set and not empty, else the <c>data</c> folder beside the program.
    /// </summary>
    public static string Default =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder
            ? folder
            : Path.Combine(AppContext.BaseDirectory, "data");
}
