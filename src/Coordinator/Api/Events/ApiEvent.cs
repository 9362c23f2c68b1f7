using System.Text.Json;
using Chaos.Actors.Api;

namespace Chaos.Actors.Coordinator.Api.Events;

/// <summary>A server-sent event, written once for all its readers.</summary>
/// <param name="Number">Its number in its topic.</param>
/// <param name="Kind">One of <see cref="Chaos.Actors.Api.Documents.ApiEvents"/>.</param>
/// <param name="Data">Its document, on one line.</param>
internal sealed record ApiEvent(long Number, string Kind, string Data)
{
    /// <summary>An event of a document.</summary>
    public static ApiEvent Of<T>(long number, string kind, T document) => new(number, kind, JsonSerializer.Serialize(document, ApiJson.Options));
}
