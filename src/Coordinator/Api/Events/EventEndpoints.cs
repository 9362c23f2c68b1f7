using System.Text;
using Chaos.Actors.Api;
using Chaos.Actors.Api.Documents;
using Chaos.Actors.Coordinator.Api.Campaigns;
using Chaos.Actors.Messages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Chaos.Actors.Coordinator.Api.Events;

/// <summary>Server-sent events, of one campaign and of all.</summary>
internal static class EventEndpoints
{
    private const string ContentType = "text/event-stream";
    private const int ItemsAtATime = 500;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);

    /// <summary>Answers them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(ApiRoutes.CampaignEvents, CampaignAsync).Describe(
            "campaignEvents", "What happens to a campaign, as it happens: status, item, settled, verdict.", StatusCodes.Status200OK, ContentType);
        routes.MapGet(ApiRoutes.Events, AllAsync).Describe(
            "events", "What happens to all campaigns, as it happens: status, settled, verdict.", StatusCodes.Status200OK, ContentType);
    }

    private static async Task CampaignAsync(
        string name, HttpContext context, CoordinatorGate gate, EventHub hub, ResultsReader data, IHostApplicationLifetime lifetime)
    {
        var campaign = CampaignEndpoints.Id(name);
        var look = await gate.LookAsync(campaign, context.RequestAborted);
        var (topic, reader) = hub.Join(campaign, LastId(context.Request));
        await SendAsync(context, topic, reader, lifetime, async write =>
        {
            for (var next = 0L; reader.IsStranger && next >= 0;)
            {
                var first = next;
                var rows = await data.ReadAsync(store => store.Summaries(campaign, [.. store.ItemsFrom(campaign, first).Take(ItemsAtATime)]));
                foreach (var row in rows.Where(row => row.Item.Value < look.Spec.Grid.Items))
                    await write(ApiEvent.Of(0, ApiEvents.Item, CampaignWatch.Of(look.Spec, row)));
                next = rows.Count < ItemsAtATime ? -1 : rows[^1].Item.Value + 1;
            }
        });
    }

    private static Task AllAsync(HttpContext context, EventHub hub, IHostApplicationLifetime lifetime)
    {
        var (topic, reader) = hub.Join(LastId(context.Request));
        return SendAsync(context, topic, reader, lifetime, _ => Task.CompletedTask);
    }

    private static string? LastId(HttpRequest request) => request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } id ? id : null;

    private static async Task SendAsync(
        HttpContext context, EventTopic topic, EventReader reader, IHostApplicationLifetime lifetime, Func<Func<ApiEvent, Task>, Task> before)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var response = context.Response;
        response.ContentType = ContentType;
        response.Headers["X-Accel-Buffering"] = "no"; // a proxy that waits for more would keep the last one back
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        try
        {
            await WriteAsync(": welcome\nretry: 2000\n\n");
            await before(happened => WriteAsync(Text(happened, null)));
            foreach (var happened in reader.First) await WriteAsync(Text(happened, topic.IdOf(happened)));
            while (true)
            {
                using var quiet = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
                quiet.CancelAfter(Quiet);
                try
                {
                    if (!await reader.Events.WaitToReadAsync(quiet.Token)) return;
                }
                catch (OperationCanceledException) when (!ending.IsCancellationRequested)
                {
                    await WriteAsync(": still here\n\n"); // or whoever is in between would hang up
                    continue;
                }
                var text = new StringBuilder();
                while (text.Length < 1 << 16 && reader.Events.TryRead(out var happened)) text.Append(Text(happened, topic.IdOf(happened)));
                await WriteAsync(text.ToString());
            }
        }
        catch (OperationCanceledException)
        {
            // The reader has gone, or the node stops: either comes back, here or elsewhere.
        }
        finally
        {
            topic.Leave(reader);
        }

        async Task WriteAsync(string text)
        {
            await response.WriteAsync(text, ending.Token);
            await response.Body.FlushAsync(ending.Token);
        }
    }

    private static string Text(ApiEvent happened, string? id) =>
        (id is null ? "" : $"id: {id}\n") + $"event: {happened.Kind}\ndata: {happened.Data}\n\n";
}
