namespace Chaos.Actors.Cli.PairFiles;

/// <summary>A pair file cannot be read or written. The message names the file, the place in it and the way out.</summary>
public sealed class PairFileException(string message, Exception? inner = null) : Exception(message, inner);
