namespace Chaos.Actors.Cluster.Tests.Telemetry;

/// <summary>A log record as OTLP's logs.proto has it.</summary>
internal sealed record OtlpLog(string Service, string Body, string Trace, string Span)
{
    /// <summary>The records of an ExportLogsServiceRequest.</summary>
    public static IEnumerable<OtlpLog> ReadAll(ProtobufFields request) =>
        from resourceLogs in request.Messages(1)
        let service = resourceLogs.Messages(1).Single().Attributes(1)["service.name"]
        from scopeLogs in resourceLogs.Messages(2)
        from log in scopeLogs.Messages(2)
        select new OtlpLog(service, log.Messages(5).Select(body => body.Text(1)).FirstOrDefault() ?? "", log.Hex(9), log.Hex(10));
}
