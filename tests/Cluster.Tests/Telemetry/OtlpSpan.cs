namespace Chaos.Actors.Cluster.Tests.Telemetry;

/// <summary>A span as OTLP's trace.proto has it.</summary>
internal sealed record OtlpSpan(string Service, string Trace, string Id, string Parent, string Name)
{
    /// <summary>The spans of an ExportTraceServiceRequest.</summary>
    public static IEnumerable<OtlpSpan> ReadAll(ProtobufFields request) =>
        from resourceSpans in request.Messages(1)
        let service = resourceSpans.Messages(1).Single().Attributes(1)["service.name"]
        from scopeSpans in resourceSpans.Messages(2)
        from span in scopeSpans.Messages(2)
        select new OtlpSpan(service, span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5));
}
