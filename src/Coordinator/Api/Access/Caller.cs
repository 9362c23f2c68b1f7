namespace Chaos.Actors.Coordinator.Api.Access;

/// <summary>Who asks, as far as it is known.</summary>
/// <param name="Name">The token's name, or the address of who needs none, or has none.</param>
/// <param name="Rights">What it may do; null where it has no token that counts.</param>
/// <param name="Objection">Why it may do nothing at all; null if it may.</param>
internal sealed record Caller(string Name, TokenRights? Rights, ApiProblem? Objection);
