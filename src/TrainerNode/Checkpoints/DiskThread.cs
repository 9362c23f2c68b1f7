using System.Collections.Concurrent;
using Akka.Event;

namespace Chaos.Actors.TrainerNode.Checkpoints;

/// <summary>
/// One thread that touches the disk for the trainer's actor, in the order it is told to. A handler that waited for a slow disk would
/// hold up pulls, and with them the leases of all that is being computed.
/// </summary>
internal sealed class DiskThread
{
    private readonly BlockingCollection<Action> _actions = [];
    private readonly Thread _thread;
    private readonly ILoggingAdapter _log;

    public DiskThread(ILoggingAdapter log)
    {
        _log = log;
        _thread = new Thread(Work) { IsBackground = true, Name = "trainer-disk" };
        _thread.Start();
    }

    /// <summary>Has something done after all that was posted before. After the end nothing is done any more.</summary>
    public void Post(Action action)
    {
        if (!_actions.IsAddingCompleted) _actions.Add(action);
    }

    /// <summary>Does what was posted and ends; waits for that no longer than a while.</summary>
    public void Stop(TimeSpan patience)
    {
        _actions.CompleteAdding();
        _thread.Join(patience);
    }

    private void Work()
    {
        foreach (var action in _actions.GetConsumingEnumerable())
        {
            try
            {
                action();
            }
            catch (Exception e)
            {
                // What is on the disk only ever saves time; a thread that ended here would keep whoever waits for the next action.
                _log.Error(e, "Something about checkpoints or crash markers was left undone.");
            }
        }
    }
}
