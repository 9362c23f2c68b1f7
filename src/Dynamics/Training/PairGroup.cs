using Chaos.Actors.Dynamics.Kernels;
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
/// gradient descent w(t+1) = w(t) − η(∇L(w(t)) + l2·w(t)), biases without the L2 term, or with momentum.
/// </summary>
public sealed class PairGroup
{
    private readonly PairGroupSpec _spec;
    private readonly IPairGroupEngine _engine;
    private readonly SeriesRecorder _series;
    private readonly double[] _losses;
    private readonly double[] _distances;

    /// <summary>Draws or takes over the initial parameters of every copy.</summary>
    /// <param name="task">The data.</param>
    /// <param name="spec">The work item.</param>
    /// <param name="initial">
    /// Parameters to start from instead of the seed: [copy][k], k in the order of the network's tensors, row-major,
    /// outputs first. Null to draw them.
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
        _spec = spec;
        var plan = spec.Architecture.Plan(task.Shape, task.Classes);
        var parameters = new AlignedBuffer[copies];
        for (var copy = 0; copy < copies; copy++)
        {
            parameters[copy] = new AlignedBuffer(plan.Parameters.Length);
            if (initial is not null) plan.Parameters.Pack(initial[copy], parameters[copy]);
        }

        if (initial is null)
        {
            var key = ItemSeed.Key(spec.Seed, spec.Architecture, task.Shape, task.Classes);
            InitialParameters.Draw(spec, key, plan.Parameters, parameters);
        }

        _engine = new CpuEngine(task, spec, plan, parameters, threads, kernels ?? KernelSelection.Best);
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
        _engine.Velocities = state.Velocities;
        Epoch = state.Epoch;
    }

    /// <summary>t, whose w(t) the parameters are.</summary>
    public int Epoch { get; private set; }

    /// <summary>The current parameters of a copy (0 = reference): [k], row-major, outputs first.</summary>
    public double[][] Parameters(int copy) => _engine.Parameters(copy);

    /// <summary>
    /// Copies out where the group stands. Before a run, after it, or in an observer's call of epoch t, whose losses it does not
    /// hold yet: that epoch is computed again.
    /// </summary>
    public PairGroupState State() => new(
        Epoch, [.. Enumerable.Range(0, _losses.Length).Select(Parameters)], _series.Before(Epoch))
    {
        Velocities = _engine.Velocities,
    };

    /// <summary>
    /// Trains to the last epoch, or to the first with a non-finite loss of any copy. May be called once. w(T) is judged as
    /// every other, though its losses are not recorded: a group whose last step overflows is divergent at T.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled between two epochs.</exception>
    public PairGroupSeries Run(EpochObserver? observer = null, CancellationToken cancellation = default)
    {
        using var engine = _engine;
        for (var t = Epoch; ; t++)
        {
            Epoch = t;
            cancellation.ThrowIfCancellationRequested();
            var last = t == _spec.Epochs;
            engine.Measure(_losses, out var accuracy, _distances);
            _series.Record(t, _losses, accuracy, _distances, isFinite: !last || engine.HasFiniteParameters());
            observer?.Invoke(t, last ? [] : _losses, accuracy, _distances);
            if (last || _series.Divergent) return _series.Complete();
            engine.Step();
        }
    }
}
