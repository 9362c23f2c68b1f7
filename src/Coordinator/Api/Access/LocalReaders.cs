using Microsoft.AspNetCore.Http;

namespace Chaos.Actors.Coordinator.Api.Access;

/// <summary>Everybody on this machine may look, and nobody may change anything.</summary>
internal sealed class LocalReaders : IGatekeeper
{
    /// <inheritdoc/>
    public Caller Recognise(HttpContext context)
    {
        var caller = Gatekeeper.Local(context, TokenRights.Read);
        return caller.Objection is not null || Gatekeeper.IsRead(context.Request) ? caller
            : caller with { Objection = ApiProblem.Of(StatusCodes.Status403Forbidden, "These results are only looked at here, and nothing of them is changed.") };
    }
}
