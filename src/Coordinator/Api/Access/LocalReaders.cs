using Microsoft.AspNetCore.Http;

namespace Chaos.Actors.Coordinator.Api.Access;

/// <summary>Everybody on this machine may look, and nobody may change anything.</summary>
internal sealed class LocalReaders : IGatekeeper
{
    /// <inheritdoc/>
    public Caller Recognise(HttpContext context) => Gatekeeper.Local(context, TokenRights.Read) is { Objection: null } caller && !Gatekeeper.IsRead(context.Request)
        ? caller with { Objection = ApiProblem.Of(StatusCodes.Status403Forbidden, "These results are only looked at here, and nothing of them is changed.") }
        : Gatekeeper.Local(context, TokenRights.Read);
}
