namespace Chaos.Actors.Cli;

/// <summary>Something the user can put right: one sentence that names the file or field and the way out.</summary>
internal sealed class UserError(string message, int exitCode = ExitCode.BadInput, Exception? inner = null)
    : Exception(message, inner)
{
    public int ExitCode { get; } = exitCode;

    /// <summary>The kind of problem, where a coordinator has told one.</summary>
    public string? ProblemType { get; init; }
}
