using TorchSharp;

namespace Chaos.Actors.Benchmarks.CompareLibtorch;

/// <summary>The copies of one item trained by libtorch, one after the other. A unit of work is a replica-epoch.</summary>
internal sealed class TorchItem : IDisposable
{
    private readonly TorchReplicas _replicas;

    public TorchItem(torch.Tensor inputs, torch.Tensor labels, Workload workload, double[][][] initial)
    {
        _replicas = new TorchReplicas(inputs, labels, workload.Plan, initial, Workload.LearningRate);
        Losses = new LossLog(initial.Length);
        Racer = new Racer(racer =>
        {
            for (var copy = 0; ; copy = (copy + 1) % initial.Length)
            {
                Losses.Add(_replicas.Epoch(copy));
                racer.Completed(1);
            }
        })
        {
            // The number counts for the calling thread alone (OpenMP) or for all (MKL): set where the work is done.
            Starting = () => torch.set_num_threads(Threads),
        };
    }

    /// <summary>Threads that one operation is spread over.</summary>
    public int Threads { get; set; } = 1;

    /// <summary>Samples that go through the network at once.</summary>
    public int Chunk
    {
        get => _replicas.Chunk;
        set => _replicas.Chunk = value;
    }

    public LossLog Losses { get; }

    public Racer Racer { get; }

    public void Dispose()
    {
        Racer.Dispose();
        _replicas.Dispose();
    }
}
