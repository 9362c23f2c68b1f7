using Microsoft.AspNetCore.Http;

namespace Chaos.Actors.Coordinator.Api.Analyses;

/// <summary>
/// Gives out something large that lies on a disk. Its reader may be slow; one that takes nothing for a while is hung up on, or a few that
/// have gone to sleep would keep the disk, and what is made one at a time, from everybody else.
/// </summary>
internal static class Download
{
    private const int Part = 1 << 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Sends it, and closes it.</summary>
    public static async Task SendAsync(HttpContext context, Stream content, string type, string name)
    {
        await using var closed = content;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var response = context.Response;
        (response.ContentType, response.ContentLength) = (type, content.Length);
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        var part = new byte[Part];
        try
        {
            while (await content.ReadAsync(part, patience.Token) is var length and > 0)
            {
                patience.CancelAfter(Patience);
                await response.Body.WriteAsync(part.AsMemory(0, length), patience.Token);
            }
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
    }
}
