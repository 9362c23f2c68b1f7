using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace Chaos.Actors.Api.Tests;

/// <summary>The events of an address, as a client reads them.</summary>
internal static class EventStream
{
    /// <summary>Reads until something has come.</summary>
    /// <param name="client">Who asks.</param>
    /// <param name="address">The address.</param>
    /// <param name="isLast">Whether an event is the one that was waited for.</param>
    /// <param name="lastId">The id of the last event that was heard.</param>
    public static async Task<List<SseItem<string>>> UntilAsync(
        HttpClient client, string address, Func<SseItem<string>, bool> isLast, string? lastId = null)
    {
        var heard = new List<SseItem<string>>();
        await foreach (var happened in ReadAsync(client, address, lastId))
        {
            heard.Add(happened);
            if (isLast(happened)) return heard;
        }
        throw new InvalidOperationException($"The stream has ended after {heard.Count} events.");
    }

    /// <summary>Reads for as long as somebody wants to.</summary>
    public static async IAsyncEnumerable<SseItem<string>> ReadAsync(
        HttpClient client, string address, string? lastId = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (lastId is not null) request.Headers.Add("Last-Event-ID", lastId);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync(limit.Token);
        await foreach (var happened in SseParser.Create(body).EnumerateAsync(limit.Token)) yield return happened;
    }
}
