using Chaos.Actors.Dynamics.Curvature;
using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Numerics;
using Chaos.Actors.Dynamics.Rules;

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
/// gradient descent w(t+1) = w(t) − η(∇L(w(t)) + l2·w(t)), biases without the L2 term, or with momentum. Replicas that are perturbed
/// later than at the start are the reference until then.
/// </summary>
public sealed class PairGroup
{
    private readonly PairGroupSpec _spec;
    private readonly IPairGroupEngine _engine;
    private readonly SeriesRecorder _series;
    private readonly double[] _losses;
    private readonly double[] _distances;

    /// <summary>Draws or takes over the initial parameters of every copy, and the tangent vectors.</summary>
    /// <param name="task">The data.</param>
    /// <param name="spec">The work item.</param>
    /// <param name="initial">
    /// Parameters to start from instead of the seed: [copy][k], k in the order of the network's tensors, row-major,
    /// outputs first; of the reference alone where the replicas are perturbed later (<see cref="Perturbation.At"/>). Null to draw them.
    /// </param>
    /// <param name="threads">Threads to spread copies and tangents over; any number gives the same bits.</param>
    /// <param name="kernels">Kernels to compute with; null for the fastest here. All give the same bits.</param>
    /// <param name="tangents">
    /// Orthonormal vectors to start from: [i][k], in the same form; their velocities start at 0. Null to draw them.
    /// </param>
    /// <exception cref="ArgumentException">
    /// Other shapes than the item's, more tangents than parameters, or real targets with a loss of classes.
    /// </exception>
    public PairGroup(
        PreparedTask task, PairGroupSpec spec, IReadOnlyList<double[][]>? initial = null, int threads = 1,
        IKernels? kernels = null, IReadOnlyList<double[][]>? tangents = null)
        : this(task, spec, initial, spec.Perturbation.At == 0 ? 1 + spec.Perturbation.Count : 1, tangents, 0, threads, kernels)
    {
    }

    /// <summary>Continues where a group of the same task and specification stood.</summary>
    /// <param name="task">The data.</param>
    /// <param name="spec">The work item.</param>
    /// <param name="state">What <see cref="State"/> gave; any number of threads and any kernels may have led there.</param>
    /// <param name="threads">Threads to spread copies and tangents over; any number gives the same bits.</param>
    /// <param name="kernels">Kernels to compute with; null for the fastest here. All give the same bits.</param>
    /// <exception cref="ArgumentException">The state has other shapes than a group of that specification.</exception>
    public PairGroup(
        PreparedTask task, PairGroupSpec spec, PairGroupState state, int threads = 1, IKernels? kernels = null)
        : this(task, spec, state.Parameters, 1 + spec.Perturbation.Count, state.Tangents, state.Epoch, threads, kernels)
    {
        _series.TakeOver(state.Series, state.Epoch);
        _engine.Velocities = state.Velocities;
        var begin = spec.Perturbation.At;
        if (state.Epoch > begin) _engine.FirstDistances = [.. state.Series.Distance.Select(distance => distance[begin])];
    }

    private PairGroup(
        PreparedTask task, PairGroupSpec spec, IReadOnlyList<double[][]>? initial, int given, IReadOnlyList<double[][]>? tangents,
        int epoch, int threads, IKernels? kernels)
    {
        var copies = 1 + spec.Perturbation.Count;
        if (initial is not null && initial.Count != given)
            throw new ArgumentException(
                $"{spec.Perturbation.Count} replicas perturbed at epoch {spec.Perturbation.At} and the reference need {given} copies of the "
                + $"initial parameters, found {initial.Count}", nameof(initial));
        if (tangents is not null && tangents.Count != spec.Tangents)
            throw new ArgumentException($"{spec.Tangents} tangent vectors were expected, found {tangents.Count}", nameof(tangents));
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _spec = spec;
        var plan = spec.Architecture.Plan(task.Shape, task.Outputs);
        var layout = plan.Parameters;
        var length = TrainingRule.Of(spec).StateLength(layout);
        if (spec.Misfit(layout, task.HasRealTargets) is (_, var misfit)) throw new ArgumentException(misfit, nameof(spec));
        var key = ItemSeed.Key(spec.Seed, spec.Architecture, task.Shape, task.Outputs);
        AlignedBuffer[] parameters =
            [.. Enumerable.Range(0, copies).Select(copy => copy < initial?.Count ? Packed(initial[copy]) : new AlignedBuffer(length))];
        var replicas = new ReplicaDraw(spec.Perturbation, key, layout);
        if (initial is null) InitialParameters.Draw(spec.Architecture, key, layout, parameters[0]);
        if (initial is null && spec.Perturbation.At == 0) replicas.Make(parameters);
        kernels ??= KernelSelection.Best;
        AlignedBuffer[] vectors = tangents is not null ? [.. tangents.Select(Packed)] : [.. Enumerable.Range(1, spec.Tangents).Select(
            number => InitialParameters.Direction(key, RandomPurpose.Tangent, number, layout, length))];
        if (tangents is null) GramSchmidt.Orthonormalise(kernels, vectors, new double[vectors.Length]);
        var curvatureStart = spec.HessianEvery == 0 ? null
            : InitialParameters.Direction(key, RandomPurpose.CurvatureStart, 0, layout, layout.Length);
        _engine = new CpuEngine(task, spec, plan, new EngineStart(epoch, parameters, vectors, curvatureStart, replicas), threads, kernels);
        (_losses, _distances) = (new double[copies], new double[copies - 1]);
        _series = new SeriesRecorder(spec);
        Epoch = epoch;

        AlignedBuffer Packed(double[][] tensors)
        {
            var buffer = new AlignedBuffer(length);
            layout.Pack(tensors, buffer);
            return buffer;
        }
    }

    /// <summary>t, whose w(t) the parameters are.</summary>
    public int Epoch { get; private set; }

    /// <summary>The current parameters of a copy (0 = reference): [k], row-major, outputs first.</summary>
    public double[][] Parameters(int copy) => _engine.Parameters(copy);

    /// <summary>
    /// A tangent vector at the current epoch (0 = the leading one), in the form of the parameters; with momentum the part of it
    /// that is along them.
    /// </summary>
    public double[][] Tangent(int i) => _engine.Tangent(i);

    /// <summary>
    /// Copies out where the group stands. Before a run, after it, or in an observer's call of epoch t, whose losses it does not
    /// hold yet: that epoch is computed again.
    /// </summary>
    public PairGroupState State() => new(
        Epoch, [.. Enumerable.Range(0, _losses.Length).Select(Parameters)], _series.Before(Epoch))
    {
        Tangents = [.. Enumerable.Range(0, _spec.Tangents).Select(Tangent)],
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
            engine.Measure(_losses, out var accuracy, _distances, stepFollows: !last);
            _series.Record(t, _losses, accuracy, _distances, isFinite: !last || engine.HasFiniteParameters());
            _series.Observe(t, engine);
            observer?.Invoke(t, last ? [] : _losses, accuracy, _distances);
            if (last || _series.Divergent) return _series.Complete();
            engine.Step();
            _series.ObserveStep(t, engine);
        }
    }
}
