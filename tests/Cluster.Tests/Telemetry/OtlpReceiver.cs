using System.Collections.Concurrent;
using System.Net;
using Chaos.Actors.Cluster.Tests.Nodes;

namespace Chaos.Actors.Cluster.Tests.Telemetry;

/// <summary>An OTLP collector (HTTP, Protobuf) that only remembers what it is sent.</summary>
internal sealed class OtlpReceiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<OtlpSpan> _spans = [];
    private readonly ConcurrentQueue<OtlpLog> _logs = [];
    private int _metrics;

    public OtlpReceiver()
    {
        Address = $"http://127.0.0.1:{Playground.FreePort()}";
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _ = ReceiveAsync();
    }

    public string Address { get; }

    public IReadOnlyCollection<OtlpSpan> Spans => _spans;

    public IReadOnlyCollection<OtlpLog> Logs => _logs;

    /// <summary>How often metrics were sent.</summary>
    public int Metrics => Volatile.Read(ref _metrics);

    public void Dispose() => _listener.Close();

    private async Task ReceiveAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            try
            {
                await ReceiveAsync(context);
            }
            catch (Exception e) when (e is HttpListenerException or IOException)
            {
                // Who sent it is gone; others still send.
            }
        }
    }

    private async Task ReceiveAsync(HttpListenerContext context)
    {
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        var request = ProtobufFields.Read(body.ToArray());
        switch (context.Request.Url!.AbsolutePath)
        {
            case "/v1/traces":
                foreach (var span in OtlpSpan.ReadAll(request)) _spans.Enqueue(span);
                break;
            case "/v1/logs":
                foreach (var log in OtlpLog.ReadAll(request)) _logs.Enqueue(log);
                break;
            case "/v1/metrics":
                Interlocked.Increment(ref _metrics);
                break;
        }
        context.Response.Close();
    }
}
