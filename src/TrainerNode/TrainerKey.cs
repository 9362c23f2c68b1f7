namespace Chaos.Actors.TrainerNode;

/// <summary>The key in Akka.Hosting's actor registry under which a process finds its own trainer.</summary>
public sealed class TrainerKey
{
    private TrainerKey()
    {
    }
}
