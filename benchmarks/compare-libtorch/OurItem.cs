using Chaos.Actors.Dynamics.Training;

namespace Chaos.Actors.Benchmarks.CompareLibtorch;

/// <summary>One pair group on one thread, as a trainer's slot runs it. A unit of work is an epoch of one of its networks.</summary>
internal sealed class OurItem : IDisposable
{
    private readonly PairGroup _group;

    public OurItem(Workload workload, int copies, ulong seed, int tangents = 0)
    {
        _group = new PairGroup(workload.Prepared, workload.Item(copies, tangents, seed));
        Initial = [.. Enumerable.Range(0, copies).Select(_group.Parameters)];
        Losses = new LossLog(copies);
        Racer = new Racer(racer => _group.Run((_, losses, _, _) =>
        {
            foreach (var loss in losses) Losses.Add(loss);
            racer.Completed(copies);
        }));
    }

    /// <summary>[copy][tensor]: what the copies start from.</summary>
    public double[][][] Initial { get; }

    public LossLog Losses { get; }

    public Racer Racer { get; }

    public void Dispose() => Racer.Dispose();
}
