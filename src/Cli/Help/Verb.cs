using System.CommandLine;

namespace Chaos.Actors.Cli.Help;

/// <summary>A command, and what its help says beyond its flags.</summary>
/// <param name="name">What is typed.</param>
/// <param name="description">What it does, in one line.</param>
/// <param name="examples">Calls of it, without the program's name.</param>
/// <param name="ends">The exit codes it may end with besides 0 and 2.</param>
internal sealed class Verb(string name, string description, IReadOnlyList<string> examples, params IReadOnlyList<int> ends)
    : Command(name, description)
{
    /// <summary>Calls of it, without the program's name.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>The exit codes it may end with.</summary>
    public IReadOnlyList<int> Ends { get; } = [ExitCode.Complete, ExitCode.BadInput, .. ends];
}
