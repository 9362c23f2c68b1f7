using Chaos.Actors.Messages.Trainers;

namespace Chaos.Actors.TrainerNode.Hosting;

/// <summary>
/// What the two actor systems of a trainer's process say to each other: that of the trainer, which lives as long as the process, and
/// that which is a member of the cluster just now and may be replaced. Messages alone cross from one to the other. A reference to an
/// actor would not: it is of use in its own system only, and the one who kept it would talk to a system that is gone.
/// </summary>
internal sealed class CoordinatorLine
{
    private volatile Action<object>? _trainer;
    private volatile Action<object>? _coordinator;
    private volatile Action<TrainerCommands.DataPart>? _data;

    /// <summary>Who hears what the coordinator says.</summary>
    public void ConnectTrainer(Action<object> hear) => _trainer = hear;

    /// <summary>Who hears what comes of data files.</summary>
    public void ConnectData(Action<TrainerCommands.DataPart> hear) => _data = hear;

    /// <summary>Who hears what the trainer says, from now on.</summary>
    public void ConnectCoordinator(Action<object> hear) => _coordinator = hear;

    /// <summary>Takes away who heard what the trainer says, unless another has come meanwhile.</summary>
    public void DisconnectCoordinator(Action<object> hear)
    {
#pragma warning disable CS0420 // compared and exchanged as a whole
        Interlocked.CompareExchange(ref _coordinator, null, hear);
#pragma warning restore CS0420
    }

    /// <summary>Says something to the trainer.</summary>
    public void TellTrainer(object message) => _trainer?.Invoke(message);

    /// <summary>Hands over a part of a data file.</summary>
    public void TellData(TrainerCommands.DataPart part) => _data?.Invoke(part);

    /// <summary>
    /// Says something to the coordinator; in vain while the node is in no cluster, after which the trainer says it again.
    /// </summary>
    public void TellCoordinator(object message) => _coordinator?.Invoke(message);
}
