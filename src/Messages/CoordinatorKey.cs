namespace Chaos.Actors.Messages;

/// <summary>
/// The key in Akka.Hosting's actor registry under which a process finds the coordinator: the actor itself where it runs
/// in the same process, a proxy where it does not.
/// </summary>
public sealed class CoordinatorKey
{
    private CoordinatorKey()
    {
    }
}
