using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Training;

/// <summary>Sees each epoch of a pair group as it is computed.</summary>
/// <param name="epoch">t, 0 … T.</param>
/// <param name="losses">Training loss of every copy at w(t); empty at t = T.</param>
/// <param name="accuracy">Test accuracy of the reference at w(t).</param>
/// <param name="distances">d_j(t) of every replica.</param>
public delegate void EpochObserver(
    int epoch, ReadOnlySpan<double> losses, double accuracy, ReadOnlySpan<double> distances);

/// <summary>
/// One reference network (copy 0) and its M perturbed replicas (copies 1 … M), trained in lockstep by full-batch
/// gradient descent w(t+1) = w(t) − η(∇L(w(t)) + l2·w(t)), biases without the L2 term.
/// </summary>
public sealed class PairGroup
{
    private readonly PairGroupSpec _spec;
    private readonly ParameterLayout _layout;
    private readonly AlignedBuffer[] _parameters;
    private readonly Network[] _networks;
    private readonly (int First, int Count)[][] _shares; // [worker]: the copies it evaluates, those together that pass together
    private readonly AlignedBuffer[] _gradients;
    private readonly IKernels _kernels;
    private readonly int _samples;
    private readonly SeriesRecorder _series;

    // What the copies leave behind each epoch, written by the thread that trains them.
    private readonly double[] _losses;
    private readonly double[] _distances;
    private double _accuracy;

    /// <summary>Draws or takes over the initial parameters of every copy.</summary>
    /// <param name="task">The data.</param>
    /// <param name="spec">The work item.</param>
    /// <param name="initial">
    /// Parameters to start from instead of the seed: [copy][k], k in the order weight, bias, weight, bias …; weights
    /// row-major [out, in]. Null to draw them.
    /// </param>
    /// <param name="threads">Threads to spread the copies over; any number gives the same bits.</param>
    /// <param name="kernels">Kernels to compute with; null for the fastest here. All give the same bits.</param>
    public PairGroup(
        PreparedTask task, PairGroupSpec spec, IReadOnlyList<double[][]>? initial = null, int threads = 1,
        IKernels? kernels = null)
    {
        var copies = 1 + spec.Perturbation.Count;
        if (initial is not null && initial.Count != copies)
            throw new ArgumentException(
                $"{spec.Perturbation.Count} perturbed replicas and the reference need {copies} copies of the initial "
                + $"parameters, found {initial.Count}", nameof(initial));
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        (_spec, _samples, _kernels) = (spec, task.Train.Count, kernels ?? KernelSelection.Best);
        _layout = new ParameterLayout(spec.Architecture.LayerSizes(task.Features, task.Classes));
        _parameters = new AlignedBuffer[copies];
        for (var copy = 0; copy < copies; copy++)
        {
            _parameters[copy] = new AlignedBuffer(_layout.Length);
            if (initial is not null) _layout.Pack(initial[copy], _parameters[copy]);
        }

        if (initial is null) InitialParameters.Draw(spec, _layout, _parameters);
        _gradients = [.. _parameters.Select(_ => new AlignedBuffer(_layout.Length))];
        var workers = Math.Min(threads, copies);
        _shares = [.. Enumerable.Range(0, workers).Select(worker =>
            Split(worker * copies / workers, (worker + 1) * copies / workers, Network.Abreast(_layout)))];
        _networks = [.. _shares.Select(share => new Network(
            _kernels, task, _layout, spec.Architecture.Activation, share.Max(together => together.Count)))];
        (_losses, _distances) = (new double[copies], new double[copies - 1]);
        _series = new SeriesRecorder(copies, spec.Epochs);
    }

    /// <summary>Continues where a group of the same task and specification stood.</summary>
    /// <param name="task">The data.</param>
    /// <param name="spec">The work item.</param>
    /// <param name="state">What <see cref="State"/> gave; any number of threads and any kernels may have led there.</param>
    /// <param name="threads">Threads to spread the copies over; any number gives the same bits.</param>
    /// <param name="kernels">Kernels to compute with; null for the fastest here. All give the same bits.</param>
    /// <exception cref="ArgumentException">The state has other shapes than a group of that specification.</exception>
    public PairGroup(
        PreparedTask task, PairGroupSpec spec, PairGroupState state, int threads = 1, IKernels? kernels = null)
        : this(task, spec, state.Parameters, threads, kernels)
    {
        _series.TakeOver(state.Series, state.Epoch);
        Epoch = state.Epoch;
    }

    /// <summary>t, whose w(t) the parameters are.</summary>
    public int Epoch { get; private set; }

    /// <summary>The current parameters of a copy (0 = reference): [k], weights row-major [out, in].</summary>
    public double[][] Parameters(int copy) => _layout.Unpack(_parameters[copy]);

    /// <summary>
    /// Copies out where the group stands. Before a run, after it, or in an observer's call of epoch t, whose losses it does not
    /// hold yet: that epoch is computed again.
    /// </summary>
    public PairGroupState State() => new(
        Epoch, [.. Enumerable.Range(0, _parameters.Length).Select(Parameters)], _series.Before(Epoch));

    /// <summary>
    /// Trains to the last epoch, or to the first with a non-finite loss of any copy. May be called once. w(T) is judged as
    /// every other, though its losses are not recorded: a group whose last step overflows is divergent at T.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled between two epochs.</exception>
    public PairGroupSeries Run(EpochObserver? observer = null, CancellationToken cancellation = default)
    {
        using var crew = new Crew(_networks.Length);
        Action<int> measure = MeasureAndDifferentiateShare, step = StepShare;
        for (var t = Epoch; ; t++)
        {
            Epoch = t;
            cancellation.ThrowIfCancellationRequested();
            var last = t == _spec.Epochs;
            crew.Each(measure);
            _series.Record(t, _losses, _accuracy, _distances, isFinite: !last || HasFiniteParameters());
            observer?.Invoke(t, last ? [] : _losses, _accuracy, _distances);
            if (last || _series.Divergent) return _series.Complete();
            crew.Each(step);
        }
    }

    private bool HasFiniteParameters()
    {
        foreach (var parameters in _parameters)
            foreach (var value in parameters.Span)
                if (!double.IsFinite(value)) return false;
        return true;
    }

    private void MeasureAndDifferentiateShare(int worker)
    {
        MeasureShare(worker);
        foreach (var (first, count) in _shares[worker])
            _networks[worker].LossAndGradient(
                _parameters.AsSpan(first, count), _gradients.AsSpan(first, count), _losses.AsSpan(first, count));
    }

    private unsafe void MeasureShare(int worker)
    {
        if (worker == 0) _accuracy = _networks[0].TestAccuracy(_parameters[0]);
        foreach (var (first, count) in _shares[worker])
            for (var copy = Math.Max(1, first); copy < first + count; copy++)
                _distances[copy - 1] = _kernels.Distance(
                    _parameters[0].Pointer, _parameters[copy].Pointer, _layout.Length);
    }

    private unsafe void StepShare(int worker)
    {
        foreach (var (first, count) in _shares[worker])
            for (var copy = first; copy < first + count; copy++)
            {
                double* w = _parameters[copy].Pointer, g = _gradients[copy].Pointer;
                foreach (var layer in _layout.Layers)
                {
                    _kernels.Step(
                        w + layer.Weights, g + layer.Weights, layer.In * layer.Stride, _spec.LearningRate, _spec.L2,
                        _samples);
                    _kernels.Step(w + layer.Biases, g + layer.Biases, layer.Stride, _spec.LearningRate, 0, _samples);
                }
            }
    }

    // [first, end) in as few parts of at most `most` copies as can be, as even as can be.
    private static (int First, int Count)[] Split(int first, int end, int most)
    {
        var parts = (end - first + most - 1) / most;
        int Start(int part) => first + (int)((long)part * (end - first) / parts);
        return [.. Enumerable.Range(0, parts).Select(part => (Start(part), Start(part + 1) - Start(part)))];
    }
}
