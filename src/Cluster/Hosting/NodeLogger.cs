using Akka.Actor;
using Akka.Event;
using Akka.Hosting.Logging;

namespace Chaos.Actors.Cluster.Hosting;

/// <summary>
/// Hands Akka's log to the process's. Every node that ends and every stranger that knocks would leave several lines with stack
/// traces: of strangers one of a kind is told in a minute, with how many there were, and of those who merely end nothing.
/// </summary>
internal sealed class NodeLogger : LoggerFactoryLogger
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, (DateTime Told, int Untold)> _kinds = [];

    /// <inheritdoc/>
    protected override void Log(LogEvent log, ActorPath path)
    {
        var kind = (log.Message as LogMessage)?.Format ?? log.Message?.ToString() ?? "";
        if (!IsAboutStrangers(log.LogSource, kind))
        {
            if (!log.LogSource.Contains("/reliableEndpointWriter-", StringComparison.Ordinal)) base.Log(log, path);
            return;
        }
        kind = string.Concat(kind.Where(c => !char.IsAsciiDigit(c))); // lengths, ports
        // The kinds are sentences of Akka's; should one quote the stranger, there is an end to it.
        if (_kinds.Count > 100) _kinds.Clear();
        var (told, untold) = _kinds.GetValueOrDefault(kind);
        if (log.Timestamp - told < Pause)
        {
            _kinds[kind] = (told, untold + 1);
            return;
        }
        _kinds[kind] = (log.Timestamp, 0);
        var cause = log.Cause is { } error ? $" {error.Message}" : "";
        var more = untold > 0 ? $" And {untold} more of the kind before." : "";
        base.Log(new Warning(log.LogSource, log.LogClass, $"{log.Message}{cause}{more}"), path);
    }

    private static bool IsAboutStrangers(string source, string kind) =>
        source.StartsWith("Tcp", StringComparison.Ordinal)
        || source.Contains("/akkaprotocolmanager", StringComparison.Ordinal)
        || kind.StartsWith("Deserialization failed", StringComparison.Ordinal)
        || kind.StartsWith("Refused ", StringComparison.Ordinal);
}
