using Akka.Event;

namespace Chaos.Actors.Cluster.Hosting;

/// <summary>Stands in for the logger that writes to stdout while Akka starts and stops: stdout is for results.</summary>
internal sealed class SilentLogger : MinimalLogger
{
    protected override void Log(object message)
    {
    }
}
