namespace Chaos.Actors.Cli.Completions;

/// <summary>A flag, as a shell needs to know it.</summary>
/// <param name="Name">The flag.</param>
/// <param name="Text">What it does.</param>
/// <param name="Choices">The words it accepts; empty where there are others.</param>
/// <param name="Value">What follows it; null where nothing does.</param>
internal sealed record CompletionFlag(string Name, string Text, IReadOnlyList<string> Choices, CompletionKind? Value);
