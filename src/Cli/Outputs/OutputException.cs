namespace Chaos.Actors.Cli.Outputs;

/// <summary>Something cannot be written where the user wants it. The message names the place, the reason and the way out.</summary>
internal sealed class OutputException(string place, string reason, string wayOut, Exception? inner = null)
    : Exception($"{place}: cannot be written: {reason}; {wayOut}", inner)
{
    /// <summary>Why, in a few words: the system's own for what it refused.</summary>
    public static string Reason(Exception error) => error switch
    {
        UnauthorizedAccessException => "permission denied",
        FileNotFoundException => "nothing can be created there",
        DirectoryNotFoundException => "its folder does not exist",
        // "No space left on device : '/the/path'": the message begins with the path already.
        _ => error.Message.Split(" : '")[0].TrimEnd('.'),
    };
}
