namespace Chaos.Actors.Coordinator.Api.Access;

/// <summary>What a token allows.</summary>
public enum TokenRights
{
    /// <summary>To look: nothing that it does changes anything.</summary>
    Read = 1,

    /// <summary>Everything.</summary>
    Write = 2,
}
