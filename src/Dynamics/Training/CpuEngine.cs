using Chaos.Actors.Dynamics.Curvature;
using Chaos.Actors.Dynamics.Kernels;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;
using Chaos.Actors.Dynamics.Rules;

namespace Chaos.Actors.Dynamics.Training;

/// <summary>
/// Computes a pair group on this machine's processors: copies and tangents are spread over a team of threads. Tangents pass beside
/// the reference; a worker that is not the reference's but has tangents evaluates the reference once more, to the same bits.
/// </summary>
internal sealed unsafe class CpuEngine : IPairGroupEngine
{
    private readonly IKernels _kernels;
    private readonly ParameterLayout _layout;
    private readonly TrainingRule _rule;
    private readonly AlignedBuffer[] _parameters; // w of every copy, and its velocity behind it where the rule has one
    private readonly AlignedBuffer[] _gradients;
    private readonly double _l2;
    private readonly double[] _exponents;
    private readonly AlignedBuffer? _curvatureStart;
    private readonly Lanczos? _lanczos;
    private readonly SpectrumEnds? _ends;
    private readonly GrowthShares? _shares;
    private readonly Worker[] _workers;
    private readonly int _samples;
    private readonly Action<int> _measure;
    private readonly Action<int> _step;
    private readonly Action<int> _pullBack;
    private AlignedBuffer[] _tangents; // at t, in the form of _parameters
    private AlignedBuffer[] _nextTangents; // at t + 1, once w(t) is measured
    private readonly AlignedBuffer[] _products; // H·v of the summed loss
    private WorkerTeam? _team;

    // What the copies leave behind, written by the thread that evaluates them.
    private double[] _losses = [];
    private double[] _distances = [];
    private readonly double[] _spareLoss;
    private bool _stepFollows;
    private readonly double[] _accuracies;
    private readonly double[] _logitDistances;
    private readonly double[] _disagreements;
    private readonly ReplicaDraw _replicas;
    private readonly double[] _firstDistances;
    private readonly double[] _rescalings;
    private readonly bool _rescales;
    private readonly int _begin; // the epoch of the perturbation: until then the reference stands for every copy
    private readonly bool _measuresTestLoss;
    private readonly bool _comparesFunctions;
    private readonly bool _testsReplicas;

    /// <summary>Takes over parameters and tangents, and allocates everything else.</summary>
    /// <param name="task">The data.</param>
    /// <param name="spec">The work item.</param>
    /// <param name="plan">The layers.</param>
    /// <param name="start">What it starts from.</param>
    /// <param name="threads">Threads, at most.</param>
    /// <param name="kernels">What it computes with.</param>
    public CpuEngine(PreparedTask task, PairGroupSpec spec, NetworkPlan plan, EngineStart start, int threads, IKernels kernels)
    {
        (_kernels, _layout, _samples, _l2, Epoch) = (kernels, plan.Parameters, task.Train.Count, spec.L2, start.Epoch);
        _rule = TrainingRule.Of(spec);
        var observables = spec.Observables();
        _measuresTestLoss = observables.Any(observable => observable.NeedsTestLoss);
        _comparesFunctions = observables.Any(observable => observable.NeedsFunctions);
        _testsReplicas = _comparesFunctions || observables.Any(observable => observable.NeedsAccuracies);
        (_replicas, _begin) = (start.Replicas, spec.Perturbation.At);
        _parameters = [.. start.Parameters];
        _accuracies = new double[_parameters.Length];
        (_logitDistances, _disagreements) = (new double[_parameters.Length - 1], new double[_parameters.Length - 1]);
        (_firstDistances, _rescalings) = (new double[_parameters.Length - 1], new double[_parameters.Length - 1]);
        _rescales = spec.Perturbation.Rescale;
        _gradients = Buffers(_parameters.Length, _layout.Length);
        _tangents = [.. start.Tangents];
        _products = Buffers(_tangents.Length, _layout.Length);
        _nextTangents = Buffers(_tangents.Length, _rule.StateLength(_layout));
        _exponents = new double[_tangents.Length];
        var lanczos = spec.HessianEvery > 0 || spec.AttributionEvery > 0;
        _workers = [.. Share(_parameters.Length, _tangents.Length, threads, Network.CopiesPerBatch(plan)).Select((share, worker) => new Worker(
            share.Batches, share.FirstTangent, share.Tangents,
            new Network(
                kernels, task, plan, spec.Loss, share.Batches.Select(batch => batch.Count).DefaultIfEmpty(1).Max(),
                Math.Max(share.Tangents, lanczos && worker == 0 ? 1 : 0),
                _comparesFunctions),
            worker > 0 && share.Tangents > 0 ? Buffers(1, _layout.Length) : []))];
        _spareLoss = new double[_workers.Length];
        if (lanczos) _lanczos = new Lanczos(kernels, _layout, _workers[0].Network, _samples);
        if (spec.HessianEvery > 0) (_ends, _curvatureStart) = (new SpectrumEnds(), start.CurvatureStart);
        if (spec.AttributionEvery > 0) _shares = new GrowthShares(spec.LearningRate);
        (_measure, _step, _pullBack) = (MeasureCopies, StepCopies, PullBack);
    }

    /// <inheritdoc/>
    public int Epoch { get; private set; }

    /// <inheritdoc/>
    public double[][] Parameters(int copy) => _layout.Unpack(_parameters[Holder(copy)]);

    /// <inheritdoc/>
    public IReadOnlyList<double[][]> Velocities
    {
        get => [.. WithVelocity.Select(state => _layout.Unpack(state, _layout.Length))];
        set
        {
            AlignedBuffer[] states = [.. WithVelocity];
            if (value.Count != states.Length)
                throw new ArgumentException($"expected {states.Length} velocities, found {value.Count}", nameof(value));
            for (var i = 0; i < states.Length; i++) _layout.Pack(value[i], states[i], _layout.Length);
        }
    }

    /// <inheritdoc/>
    public double[][] Tangent(int i) => _layout.Unpack(_tangents[i]);

    /// <inheritdoc/>
    public ReadOnlySpan<double> Exponents => _exponents;

    /// <inheritdoc/>
    public void Measure(double[] losses, out double accuracy, double[] distances, bool stepFollows)
    {
        (_losses, _distances, _stepFollows) = (losses, distances, stepFollows);
        Team.Each(_measure);
        accuracy = _accuracies[0];
        if (Epoch < _begin) MeasureAsReference();
        if (Epoch == _begin) distances.CopyTo(_firstDistances, 0);
        if (stepFollows) GramSchmidt.Orthonormalise(_kernels, _nextTangents, _exponents);
    }

    /// <inheritdoc/>
    public (double Largest, double Smallest) HessianExtremes()
    {
        _ends!.Begin();
        _lanczos!.Begin(_parameters[0], _curvatureStart!, l2: 0);
        bool done;
        do
        {
            var (alpha, beta) = _lanczos.Step();
            done = _ends.Add(alpha, beta);
        }
        while (!done);
        return (_ends.Largest, _ends.Smallest);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<double> GrowthOfLeadingTangent()
    {
        _shares!.Begin();
        _lanczos!.Begin(_parameters[0], _tangents[0], _l2);
        bool done;
        do
        {
            var (alpha, beta) = _lanczos.Step();
            done = _shares.Add(alpha, beta);
        }
        while (!done);
        return _shares.Values;
    }

    /// <inheritdoc/>
    public double TestLoss { get; private set; }

    /// <inheritdoc/>
    public ReadOnlySpan<double> Accuracies => _accuracies;

    /// <inheritdoc/>
    public ReadOnlySpan<double> LogitDistances => _logitDistances;

    /// <inheritdoc/>
    public ReadOnlySpan<double> Disagreements => _disagreements;

    /// <inheritdoc/>
    public ReadOnlySpan<double> FirstDistances
    {
        set => value.CopyTo(_firstDistances);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<double> Rescalings => _rescalings;

    /// <inheritdoc/>
    public bool HasFiniteParameters()
    {
        foreach (var parameters in _parameters.AsSpan(0, Running))
            foreach (var value in parameters.Span)
                if (!double.IsFinite(value)) return false;
        return true;
    }

    /// <inheritdoc/>
    public void Step()
    {
        Team.Each(_step);
        (_tangents, _nextTangents) = (_nextTangents, _tangents);
        if (++Epoch == _begin) _replicas.Make(_parameters);
        if (_rescales && Epoch > _begin) Team.Each(_pullBack);
    }

    /// <summary>Ends the threads; the parameters stay.</summary>
    public void Dispose()
    {
        _team?.Dispose();
        _team = null;
    }

    private WorkerTeam Team => _team ??= new WorkerTeam(_workers.Length);

    // Copies that have parameters of their own.
    private int Running => Epoch < _begin ? 1 : _parameters.Length;

    private int Holder(int copy) => Math.Min(copy, Running - 1);

    private void MeasureCopies(int worker)
    {
        var (batches, first, tangents, network, spare) = _workers[worker];
        if (!_stepFollows) tangents = 0;
        if (worker == 0) (_accuracies[0], TestLoss) = network.Test(_parameters[0], _measuresTestLoss);
        else if (tangents > 0) Evaluate(network, 0, 1, spare, _spareLoss.AsSpan(worker, 1), first, tangents);
        if (_testsReplicas && batches.Length > 0 && Running > 1)
        {
            // Every thread compares with a reference of its own.
            if (worker > 0 && _comparesFunctions) network.Test(_parameters[0], loss: false);
            TestReplicas(network, Math.Max(1, batches[0].First), batches[^1].First + batches[^1].Count);
        }

        foreach (var (copy, all) in batches)
        {
            var count = Math.Min(all, Running - copy);
            if (count <= 0) break;
            for (var j = Math.Max(1, copy); j < copy + count; j++)
                _distances[j - 1] = _kernels.Distance(_parameters[0].Pointer, _parameters[j].Pointer, _layout.Length);
            Evaluate(
                network, copy, count, _gradients.AsSpan(copy, count), _losses.AsSpan(copy, count), first,
                copy == 0 ? tangents : 0);
        }

        for (var i = first; i < first + tangents; i++)
        {
            _tangents[i].Span.CopyTo(_nextTangents[i].Span);
            _rule.Step(_kernels, _layout, _nextTangents[i], _products[i], _samples);
        }
    }

    // Copies first … end − 1, as far as they run.
    private void TestReplicas(Network network, int first, int end)
    {
        for (var j = first; j < Math.Min(end, Running); j++)
            (_accuracies[j], _logitDistances[j - 1], _disagreements[j - 1]) = network.TestReplica(_parameters[j]);
    }

    // What replicas that are the reference would be measured to be.
    private void MeasureAsReference()
    {
        _losses.AsSpan().Fill(_losses[0]);
        _distances.AsSpan().Clear();
        _accuracies.AsSpan().Fill(_accuracies[0]);
        _logitDistances.AsSpan().Clear();
        _disagreements.AsSpan().Clear();
    }

    private void Evaluate(
        Network network, int copy, int count, Span<AlignedBuffer> gradients, Span<double> losses, int firstTangent, int tangents) =>
        network.LossAndGradient(
            _parameters.AsSpan(copy, count), gradients, losses, _tangents.AsSpan(firstTangent, tangents),
            _products.AsSpan(firstTangent, tangents));

    private void StepCopies(int worker)
    {
        foreach (var (first, count) in _workers[worker].Batches)
            for (var copy = first; copy < Math.Min(first + count, Running); copy++)
                _rule.Step(_kernels, _layout, _parameters[copy], _gradients[copy], _samples);
    }

    private void PullBack(int worker)
    {
        foreach (var (first, count) in _workers[worker].Batches)
            for (var copy = Math.Max(1, first); copy < first + count; copy++)
                _rescalings[copy - 1] = PullBack(_parameters[copy], _firstDistances[copy - 1]);
    }

    // The velocity too: it is the state that is near the reference's.
    private double PullBack(AlignedBuffer replica, double wanted)
    {
        double* reference = _parameters[0].Pointer, w = replica.Pointer;
        var (length, distance) = (replica.Length, _kernels.Distance(reference, w, _layout.Length));
        if (!Perturbation.IsOutOfRange(distance, wanted)) return 0;
        _kernels.AddMultiple(-1, reference, w, length);
        _kernels.Divide(w, distance / wanted, length);
        _kernels.AddMultiple(1, reference, w, length);
        return ElementaryFunctionsReference.Log(distance / _kernels.Distance(reference, w, _layout.Length));
    }

    private IEnumerable<AlignedBuffer> WithVelocity =>
        _rule.HasVelocity ? _parameters.Select((_, copy) => _parameters[Holder(copy)]).Concat(_tangents) : [];

    private static AlignedBuffer[] Buffers(int count, int length) =>
        [.. Enumerable.Range(0, count).Select(_ => new AlignedBuffer(length))];

    // The reference, its tangents and the replicas, in this order, in even shares; the reference passes alone if it has tangents.
    private static IEnumerable<((int First, int Count)[] Batches, int FirstTangent, int Tangents)> Share(
        int copies, int tangents, int threads, int most)
    {
        var all = copies + tangents;
        var workers = Math.Min(threads, all);
        for (var worker = 0; worker < workers; worker++)
        {
            int first = worker * all / workers, end = (worker + 1) * all / workers;
            int firstTangent = Math.Clamp(first - 1, 0, tangents), endTangent = Math.Clamp(end - 1, 0, tangents);
            int firstCopy = worker == 0 ? 0 : Math.Max(1, first - tangents), endCopy = Math.Max(1, end - tangents);
            (int, int)[] batches = tangents > 0 && worker == 0
                ? [(0, 1), .. Split(1, endCopy, most)] : Split(firstCopy, endCopy, most);
            yield return (batches, firstTangent, endTangent - firstTangent);
        }
    }

    // [first, end) in as few parts of at most `most` copies as can be, as even as can be.
    private static (int First, int Count)[] Split(int first, int end, int most)
    {
        var parts = (end - first + most - 1) / most;
        int Start(int part) => first + (int)((long)part * (end - first) / parts);
        return [.. Enumerable.Range(0, parts).Select(part => (Start(part), Start(part + 1) - Start(part)))];
    }

    // What a thread evaluates: copies, those together that pass together; tangents; where the gradient goes that another has as well.
    private sealed record Worker(
        (int First, int Count)[] Batches, int FirstTangent, int Tangents, Network Network, AlignedBuffer[] Spare);
}
