using Chaos.Actors.Cluster.Settings;
using Microsoft.Extensions.Logging;

namespace Chaos.Actors.Cluster.Hosting;

/// <summary>What a process says of itself.</summary>
internal static partial class NodeLog
{
    [LoggerMessage(1, LogLevel.Information, "{Kind} {Node} has started; health at {Urls}.")]
    public static partial void Started(ILogger log, NodeKind kind, string node, string urls);

    [LoggerMessage(2, LogLevel.Information, "Stopped.")]
    public static partial void Stopped(ILogger log);
}
