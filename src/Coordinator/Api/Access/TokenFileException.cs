namespace Chaos.Actors.Coordinator.Api.Access;

/// <summary>A file of tokens cannot be read or written.</summary>
public sealed class TokenFileException(string message, Exception inner) : Exception(message, inner);
