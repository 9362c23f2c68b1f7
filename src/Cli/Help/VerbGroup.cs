using System.CommandLine;

namespace Chaos.Actors.Cli.Help;

/// <summary>Commands that belong together, under a heading of the help.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Verbs">The commands, in the order in which they are shown.</param>
internal sealed record VerbGroup(string Title, params IReadOnlyList<Command> Verbs);
