using Chaos.Actors.Dynamics.Curvature;
using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;
using Chaos.Actors.Dynamics.Tasks;
using Chaos.Actors.Dynamics.Training;
using static System.Math;

namespace Chaos.Actors.Dynamics.Reference;

/// <summary>
/// A whole pair group in plain scalar loops: the experiment as a newcomer should read it first, and what
/// <see cref="PairGroup"/> equals bit for bit. A copy's parameters are [k], tensor after tensor, each row-major in its shape.
/// </summary>
public sealed class ReferencePairGroup
{
    private readonly PairGroupSpec _spec;
    private readonly ReferenceVectors _vectors;
    private readonly double[][][] _copies; // [copy][k][element]: the reference and its replicas
    private double[][][] _tangents; // [i][k][element]: along w, then, with momentum, along v
    private int _t;
    private readonly double[][][] _velocities; // the same, with momentum

    /// <summary>Draws w(0); the replicas are the reference until they are perturbed.</summary>
    public ReferencePairGroup(LearningTask task, PairGroupSpec spec)
    {
        (Task, _spec) = (task, spec);
        Network = new ReferenceNetwork(spec.Architecture, task.Shape, task.Outputs, spec.Loss);
        _vectors = new ReferenceVectors(Network.Shapes);
        _copies = new double[1 + spec.Perturbation.Count][][];
        for (var copy = 0; copy < _copies.Length; copy++) _copies[copy] = Draw();
        if (spec.Perturbation.At == 0) Perturb();
        _velocities = [.. _copies.Select(copy => copy.Select(tensor => new double[tensor.Length]).ToArray())];
        _tangents = [.. Enumerable.Range(1, spec.Tangents).Select(number => Direction(RandomPurpose.Tangent, number))];
        if (spec.Momentum != 0) _tangents = [.. _tangents.Select(tangent => tangent.Concat(Zeros()).ToArray())];
        _vectors.Orthonormalise(_tangents);
    }

    /// <summary>γ_i(t) of the step that follows: ln r_ii.</summary>
    public double[] Exponents { get; private set; } = [];

    /// <summary>r_j of the last step.</summary>
    public double[] Rescalings { get; private set; } = [];

    /// <summary>The data.</summary>
    public LearningTask Task { get; }

    /// <summary>What evaluates a copy.</summary>
    public ReferenceNetwork Network { get; }

    /// <summary>The current parameters of every copy, the reference first: [copy][k].</summary>
    public IReadOnlyList<double[][]> Copies => _copies;

    /// <summary>Whether the replicas have been perturbed: until then they are the reference, and at distance 0 even where it is not finite.</summary>
    public bool IsPerturbed => _t >= _spec.Perturbation.At;

    /// <summary>The current parameters of a copy (0 = reference).</summary>
    public double[][] Parameters(int copy) => _copies[copy];

    /// <summary>A tangent vector at the current epoch, along the parameters.</summary>
    public double[][] Tangent(int i) => _tangents[i][..Network.Shapes.Count];

    /// <summary>Trains to the last epoch, or to the first with a non-finite loss of any copy; w(T) must be finite as well.</summary>
    public PairGroupSeries Run()
    {
        var losses = _copies.Select(_ => new List<double>()).ToArray();
        var distances = _copies.Skip(1).Select(_ => new List<double>()).ToArray();
        var accuracies = new List<double>();
        var observables = _spec.Observables();
        var observed = observables
            .Select(observable => Enumerable.Range(0, observable.Rows(_spec)).Select(_ => new List<double>()).ToArray()).ToArray();
        int? divergedAt = null;
        for (var t = 0; ; t++)
        {
            Rescalings = new double[_copies.Length - 1];
            accuracies.Add(Network.Accuracy(_copies[0], Task.Test));
            for (var j = 1; j < _copies.Length; j++) distances[j - 1].Add(t < _spec.Perturbation.At ? 0 : _vectors.Distance(_copies[0], _copies[j]));
            var gradients = new double[_copies.Length][][];
            for (var copy = 0; copy < _copies.Length; copy++)
            {
                (var loss, gradients[copy]) = Network.LossAndGradient(_copies[copy], Task.Train);
                if (t < _spec.Epochs) losses[copy].Add(loss);
                if (!double.IsFinite(loss)) divergedAt = t;
            }

            // v ← (I − η(H + l2·1))v is a step whose gradient is H·v; with momentum, that of w and v together.
            var next = _tangents.Select(v => v.Select(tensor => (double[])tensor.Clone()).ToArray()).ToArray();
            for (var i = 0; i < next.Length && t < _spec.Epochs; i++)
            {
                var (alongW, alongV) = (next[i][..Network.Shapes.Count], next[i][Network.Shapes.Count..]);
                Step(alongW, alongV.Length == 0 ? Zeros() : alongV, Network.HessianProduct(_copies[0], Tangent(i), Task.Train));
            }

            if (t < _spec.Epochs) Exponents = _vectors.Orthonormalise(next);
            _t = t;

            for (var o = 0; o < observed.Length; o++)
            {
                var observable = observables[o];
                if (observable.ColumnsBefore(t + 1, _spec) == observable.ColumnsBefore(t, _spec)) continue;
                var column = observable.Observe(this);
                for (var r = 0; r < column.Length; r++) observed[o][r].Add(column[r]);
            }

            if (t == _spec.Epochs && !AreFinite(_copies.SelectMany(copy => copy))) divergedAt = t;
            if (t == _spec.Epochs && !AreFinite(distances.Select(d => new[] { d[t] }))) divergedAt = t;
            if (divergedAt is not null || t == _spec.Epochs) break;
            for (var copy = 0; copy < _copies.Length; copy++) Step(_copies[copy], _velocities[copy], gradients[copy]);
            _tangents = next;
            if (t + 1 == _spec.Perturbation.At) Perturb();
            if (!_spec.Perturbation.Rescale || t < _spec.Perturbation.At) continue;
            for (var j = 1; j < _copies.Length; j++) Rescalings[j - 1] = PullBack(j, distances[j - 1][_spec.Perturbation.At]);
            var at = observables.TakeWhile(observable => !observable.IsOfStep).Count();
            foreach (var (row, r) in observed[at].Zip(observables[at].Observe(this))) row[^1] = r;
        }

        return new PairGroupSeries(
            [.. losses.Select(loss => loss.ToArray())], [.. accuracies], [.. distances.Select(d => d.ToArray())], divergedAt)
        {
            Observed = [.. observables.Zip(
                observed, (observable, rows) => new NamedSeries(observable.Series, [.. rows.Select(row => row.ToArray())]))],
        };
    }

    /// <summary>t, and the largest and smallest eigenvalue of the Hessian of the mean loss of the reference.</summary>
    public double[] HessianExtremes()
    {
        var ends = new SpectrumEnds();
        ends.Begin();
        Lanczos(Direction(RandomPurpose.CurvatureStart, 0), l2: 0, ends.Add);
        return [_t, ends.Largest, ends.Smallest];
    }

    /// <summary>t, and where on the curvature with the L2 term the leading tangent vector lies and grows.</summary>
    public double[] GrowthOfLeadingTangent()
    {
        var shares = new GrowthShares(_spec.LearningRate);
        shares.Begin();
        Lanczos(Tangent(0), _spec.L2, shares.Add);
        return [_t, .. shares.Values];
    }

    // The Lanczos method for H + l2·1 (1 on weights), until somebody has enough of its α and β.
    private void Lanczos(double[][] start, double l2, Func<double, double, bool> isEnough)
    {
        var q = start.Select(tensor => (double[])tensor.Clone()).ToArray();
        var earlier = q.Select(tensor => new double[tensor.Length]).ToArray();
        _vectors.Divide(q, _vectors.Norm(q));
        for (var beta = 0.0; ;)
        {
            var z = Network.HessianProduct(_copies[0], q, Task.Train);
            for (var k = 0; k < z.Length; k++)
                for (var e = 0; e < z[k].Length; e++)
                    z[k][e] = FusedMultiplyAdd(IsWeight(k) ? l2 : 0, q[k][e], z[k][e] / Task.Train.Count);
            _vectors.AddMultiple(-beta, earlier, z);
            var alpha = _vectors.Dot(q, z);
            _vectors.AddMultiple(-alpha, q, z);
            beta = _vectors.Norm(z);
            if (isEnough(alpha, beta)) return;
            if (beta != 0) _vectors.Divide(z, beta);
            (earlier, q) = (q, z);
        }
    }

    private double[][] Direction(RandomPurpose purpose, int number)
    {
        var key = Key;
        return [.. _copies[0].Select((tensor, k) =>
            Enumerable.Range(0, tensor.Length).Select(e => new RandomStream(key, purpose, number, k).Normal(e)).ToArray())];
    }

    private static bool AreFinite(IEnumerable<double[]> rows) => rows.All(row => row.All(double.IsFinite));

    // w ← w − η(g / samples + l2·w), biases without the L2 term; or v ← β·v − η(g / samples + l2·w), w ← w + v.
    private void Step(double[][] w, double[][] v, double[][] gradient)
    {
        for (var k = 0; k < w.Length; k++)
            for (var e = 0; e < w[k].Length; e++)
            {
                var l2 = IsWeight(k) ? _spec.L2 : 0;
                var slope = FusedMultiplyAdd(l2, w[k][e], gradient[k][e] / Task.Train.Count);
                v[k][e] = FusedMultiplyAdd(-_spec.LearningRate, slope, _spec.Momentum * v[k][e]);
                w[k][e] = _spec.Momentum == 0
                    ? FusedMultiplyAdd(-_spec.LearningRate, slope, w[k][e])
                    : w[k][e] + v[k][e];
            }
    }

    private double[][] Zeros() => [.. _copies[0].Select(tensor => new double[tensor.Length])];

    private bool IsWeight(int k) => Network.Shapes[k].Count > 1;

    // w_j ← w_j + ξ_j. Of n weights those are moved whose random numbers are the n smallest.
    private void Perturb()
    {
        var (key, epsilon) = (Key, _spec.Perturbation.Epsilon);
        for (var copy = 1; copy < _copies.Length; copy++)
        {
            var moved = _copies[copy].SelectMany((tensor, k) => tensor.Select((_, e) => (k, e)));
            if (_spec.Perturbation.On != PerturbedPart.All) moved = moved.Where(place => IsWeight(place.k));
            if (_spec.Perturbation.On.Number is { } number)
                moved = moved.OrderBy(place => new RandomStream(key, RandomPurpose.PerturbedWeights, copy, place.k).Bits(place.e)).Take(number);
            foreach (var (k, e) in moved.ToArray())
                _copies[copy][k][e] += new RandomStream(key, RandomPurpose.Perturbation, copy, k).Uniform(e, -epsilon, epsilon);
        }
    }

    // w_j ← w + (w_j − w) / (d_j / d_j(e)), and the velocity likewise, when d_j is out of range; ln(d_j / what is left).
    private double PullBack(int j, double wanted)
    {
        var distance = _vectors.Distance(_copies[0], _copies[j]);
        if (!Perturbation.IsOutOfRange(distance, wanted)) return 0;
        foreach (var (reference, replica) in new[] { (_copies[0], _copies[j]), (_velocities[0], _velocities[j]) })
        {
            _vectors.AddMultiple(-1, reference, replica);
            _vectors.Divide(replica, distance / wanted);
            _vectors.AddMultiple(1, reference, replica);
        }

        return ElementaryFunctionsReference.Log(distance / _vectors.Distance(_copies[0], _copies[j]));
    }

    private ulong Key => ItemSeed.Key(_spec.Seed, _spec.Architecture, Task.Shape, Task.Outputs);

    private double[][] Draw()
    {
        var key = Key;
        var tensors = new double[Network.Shapes.Count][];
        for (var k = 0; k < tensors.Length; k++)
        {
            tensors[k] = new double[Network.Shapes[k].Aggregate(1, (count, size) => count * size)];
            if (!IsWeight(k)) continue;
            var outs = Network.Shapes[k][0];
            var fanIn = tensors[k].Length / outs;
            var fanOut = tensors[k].Length / Network.Shapes[k][1];
            var random = new RandomStream(key, RandomPurpose.InitialParameters, 0, k);
            for (var e = 0; e < tensors[k].Length; e++)
                tensors[k][e] = _spec.Architecture.Initialisation switch
                {
                    Initialisation.LeCun => Sqrt(1.0 / fanIn) * random.Normal(e),
                    Initialisation.Glorot => Sqrt(2.0 / (fanIn + fanOut)) * random.Normal(e),
                    Initialisation.He => Sqrt(2.0 / fanIn) * random.Normal(e),
                    Initialisation.Uniform => random.Uniform(e, -Sqrt(1.0 / fanIn), Sqrt(1.0 / fanIn)),
                    _ => _spec.Architecture.Sigma * random.Normal(e),
                };
        }

        return tensors;
    }
}
