using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;
using Chaos.Actors.Dynamics.Rules;

namespace Chaos.Actors.Dynamics.Training;

/// <summary>Computes a pair group on this machine's processors: the copies are spread over a team of threads.</summary>
internal sealed unsafe class CpuEngine : IPairGroupEngine
{
    private readonly IKernels _kernels;
    private readonly ParameterLayout _layout;
    private readonly TrainingRule _rule;
    private readonly AlignedBuffer[] _parameters;
    private readonly AlignedBuffer[] _gradients;
    private readonly Network[] _networks;
    private readonly (int First, int Count)[][] _batches; // [worker]: the copies it evaluates, those together that pass together
    private readonly int _samples;
    private readonly Action<int> _measure;
    private readonly Action<int> _step;
    private WorkerTeam? _team;

    // What the copies leave behind, written by the thread that evaluates them.
    private double[] _losses = [];
    private double[] _distances = [];
    private double _accuracy;

    public CpuEngine(
        PreparedTask task, PairGroupSpec spec, NetworkPlan plan, IReadOnlyList<AlignedBuffer> parameters, int threads, IKernels kernels)
    {
        (_kernels, _layout, _samples) = (kernels, plan.Parameters, task.Train.Count);
        _rule = TrainingRule.Of(spec, _layout, parameters.Count);
        _parameters = [.. parameters];
        _gradients = [.. parameters.Select(_ => new AlignedBuffer(_layout.Length))];
        var (copies, workers) = (_parameters.Length, Math.Min(threads, _parameters.Length));
        _batches = [.. Enumerable.Range(0, workers).Select(worker =>
            Split(worker * copies / workers, (worker + 1) * copies / workers, Network.CopiesPerBatch(plan)))];
        _networks = [.. _batches.Select(batches => new Network(kernels, task, plan, spec.Loss, batches.Max(batch => batch.Count)))];
        (_measure, _step) = (MeasureCopies, StepCopies);
    }

    /// <inheritdoc/>
    public double[][] Parameters(int copy) => _layout.Unpack(_parameters[copy]);

    /// <inheritdoc/>
    public IReadOnlyList<double[][]> Velocities
    {
        get => [.. _rule.Velocities.Select(_layout.Unpack)];
        set
        {
            if (value.Count != _rule.Velocities.Count)
                throw new ArgumentException($"expected the velocities of {_rule.Velocities.Count} copies, found {value.Count}", nameof(value));
            for (var copy = 0; copy < value.Count; copy++) _layout.Pack(value[copy], _rule.Velocities[copy]);
        }
    }

    /// <inheritdoc/>
    public void Measure(double[] losses, out double accuracy, double[] distances)
    {
        (_losses, _distances) = (losses, distances);
        Team.Each(_measure);
        accuracy = _accuracy;
    }

    /// <inheritdoc/>
    public bool HasFiniteParameters()
    {
        foreach (var parameters in _parameters)
            foreach (var value in parameters.Span)
                if (!double.IsFinite(value)) return false;
        return true;
    }

    /// <inheritdoc/>
    public void Step() => Team.Each(_step);

    /// <summary>Ends the threads; the parameters stay.</summary>
    public void Dispose()
    {
        _team?.Dispose();
        _team = null;
    }

    private WorkerTeam Team => _team ??= new WorkerTeam(_networks.Length);

    private void MeasureCopies(int worker)
    {
        if (worker == 0) _accuracy = _networks[0].TestAccuracy(_parameters[0]);
        foreach (var (first, count) in _batches[worker])
        {
            for (var copy = Math.Max(1, first); copy < first + count; copy++)
                _distances[copy - 1] = _kernels.Distance(
                    _parameters[0].Pointer, _parameters[copy].Pointer, _layout.Length);
            _networks[worker].LossAndGradient(
                _parameters.AsSpan(first, count), _gradients.AsSpan(first, count), _losses.AsSpan(first, count));
        }
    }

    private void StepCopies(int worker)
    {
        foreach (var (first, count) in _batches[worker])
            for (var copy = first; copy < first + count; copy++)
                _rule.Step(_kernels, _layout, copy, _parameters[copy], _gradients[copy], _samples);
    }

    // [first, end) in as few parts of at most `most` copies as can be, as even as can be.
    private static (int First, int Count)[] Split(int first, int end, int most)
    {
        var parts = (end - first + most - 1) / most;
        int Start(int part) => first + (int)((long)part * (end - first) / parts);
        return [.. Enumerable.Range(0, parts).Select(part => (Start(part), Start(part + 1) - Start(part)))];
    }
}
