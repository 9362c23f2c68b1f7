using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Chaos.Actors.Cluster.Tests.Telemetry;

/// <summary>
/// An OTLP collector (HTTP, Protobuf) that only remembers what it is sent. Kestrel, for HttpListener closes a connection after
/// 15 s of silence, and what is being sent at that moment is lost: exporters do not send again.
/// </summary>
internal sealed class OtlpReceiver : IDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<OtlpSpan> _spans = [];
    private readonly ConcurrentQueue<OtlpLog> _logs = [];
    private int _metrics;

    public OtlpReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.MapPost("/v1/{signal}", ReceiveAsync);
        _server.Start();
    }

    public string Address => _server.Urls.Single();

    public IReadOnlyCollection<OtlpSpan> Spans => _spans;

    public IReadOnlyCollection<OtlpLog> Logs => _logs;

    /// <summary>How often metrics were sent.</summary>
    public int Metrics => Volatile.Read(ref _metrics);

    public void Dispose() => ((IDisposable)_server).Dispose();

    private async Task ReceiveAsync(HttpRequest http, string signal)
    {
        using var body = new MemoryStream();
        await http.Body.CopyToAsync(body);
        var request = ProtobufFields.Read(body.ToArray());
        switch (signal)
        {
            case "traces":
                foreach (var span in OtlpSpan.ReadAll(request)) _spans.Enqueue(span);
                break;
            case "logs":
                foreach (var log in OtlpLog.ReadAll(request)) _logs.Enqueue(log);
                break;
            case "metrics":
                Interlocked.Increment(ref _metrics);
                break;
        }
    }
}
