using Chaos.Actors.Benchmarks.Reporting;
using TorchSharp;

namespace Chaos.Actors.Benchmarks.CompareLibtorch;

/// <summary>One workload, ours and libtorch's, on one core and on all, in rounds.</summary>
internal sealed class Contest : IDisposable
{
    public const int Copies = 3;
    private const int ChunkSize = 500;

    // libtorch's pool threads spin for a while after an operation that was spread over them.
    private static readonly TimeSpan PoolRest = TimeSpan.FromMilliseconds(300);

    private readonly TimeSpan _block;
    private readonly OurItem[] _ours;
    private readonly OurItem _tangents;
    private readonly TorchItem[] _theirs;
    private readonly ItemProcess[] _processes;
    private readonly torch.Tensor _inputs;
    private readonly torch.Tensor _labels;

    public Contest(Workload workload, TimeSpan block)
    {
        _block = block;
        var task = workload.Task;
        _inputs = torch.tensor(workload.Inputs(), [task.Train.Count, task.Features], dtype: torch.ScalarType.Float64);
        _labels = torch.tensor(Array.ConvertAll(task.Train.Labels, label => (long)label), dtype: torch.ScalarType.Int64);
        var slots = Enumerable.Range(1, Machine.Cores).ToArray();
        _ours = [.. slots.Select(seed => new OurItem(workload, Copies, (ulong)seed))];
        _tangents = new OurItem(workload, copies: 1, seed: 1, tangents: Copies - 1);
        _theirs = [.. _ours.Select(item => new TorchItem(_inputs, _labels, workload, item.Initial))];
        _processes = [.. slots.Select(seed => ItemProcess.Start(workload.Text, Copies, seed))];
        _ = Run(); // warms up
        ChooseChunk();
    }

    /// <summary>Samples that libtorch takes at once, of the two ways the faster one on a core: all of them, or as many as its cache holds.</summary>
    public int Chunk => _theirs[0].Chunk;

    /// <summary>The largest relative difference between our losses and libtorch's, of every copy of every item.</summary>
    public double LossDifference => _ours.Zip(_theirs, (a, b) => a.Losses.Difference(b.Losses)).Max();

    public Round Run()
    {
        var foreign = 0.0;
        return new Round(
            OurCore: Timed(() => Race([_ours[0].Racer])),
            OurTangents: Timed(() => Race([_tangents.Racer])),
            TorchCore: Timed(() => Race([_theirs[0].Racer])),
            OurCores: Timed(() => Race(_ours.Select(item => item.Racer))),
            TorchCores: Timed(() => Race(_theirs.Select(item => item.Racer))),
            TorchSpread: Timed(Spread),
            OneProcess: Timed(() => ItemProcess.Rate(_processes[..1], _block)),
            Processes: Timed(() => ItemProcess.Rate(_processes, _block)),
            Foreign: foreign);

        double Timed(Func<double> measure)
        {
            var load = new ForeignLoad([.. _processes.Select(item => item.Process)]);
            var rate = measure();
            foreign = Math.Max(foreign, load.Cores);
            return rate;
        }
    }

    public void Dispose()
    {
        foreach (var item in _processes) item.Dispose();
        foreach (var item in _theirs) item.Dispose();
        foreach (var item in _ours.Append(_tangents)) item.Dispose();
        _inputs.Dispose();
        _labels.Dispose();
    }

    private void ChooseChunk()
    {
        var rates = new Dictionary<int, double>();
        for (var round = 0; round < 2; round++)
            foreach (var chunk in new[] { int.MaxValue, ChunkSize })
            {
                foreach (var item in _theirs) item.Chunk = chunk;
                rates[chunk] = Math.Max(rates.GetValueOrDefault(chunk), Race([_theirs[0].Racer]));
            }

        foreach (var item in _theirs) item.Chunk = rates.MaxBy(rate => rate.Value).Key;
    }

    private double Spread()
    {
        _theirs[0].Threads = Machine.Cores;
        var rate = Race([_theirs[0].Racer]);
        _theirs[0].Threads = 1;
        Thread.Sleep(PoolRest);
        return rate;
    }

    private double Race(params IEnumerable<Racer> racers)
    {
        var field = racers.ToArray();
        var heat = new Heat(_block, field.Length);
        foreach (var racer in field) racer.Enter(heat);
        heat.Wait();
        return heat.Rate;
    }
}
