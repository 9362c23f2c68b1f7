using Microsoft.AspNetCore.Http;

namespace Chaos.Actors.Coordinator.Api.Access;

/// <summary>Knows who asks, and what they may.</summary>
internal interface IGatekeeper
{
    /// <summary>Recognises who asks.</summary>
    Caller Recognise(HttpContext context);
}
