using Microsoft.Extensions.Logging;

namespace Chaos.Actors.Coordinator.Api;

/// <summary>What the API writes down.</summary>
internal static partial class ApiLog
{
    [LoggerMessage(401, LogLevel.Information, "Audit: {Who} asked {Method} {What} of {Subject}: {Status}")]
    public static partial void Audit(ILogger log, string who, string method, string what, string subject, int status);

    [LoggerMessage(402, LogLevel.Error, "{Method} {Path} failed.")]
    public static partial void Failed(ILogger log, Exception error, string method, string path);

    [LoggerMessage(403, LogLevel.Warning, "The API answers nobody: this node listens to other machines, and {Reason}")]
    public static partial void Closed(ILogger log, string reason);
}
