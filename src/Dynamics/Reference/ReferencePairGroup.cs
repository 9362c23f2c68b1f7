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
    private readonly LearningTask _task;
    private readonly PairGroupSpec _spec;
    private readonly ReferenceNetwork _network;
    private readonly double[][][] _copies; // [copy][k][element]: the reference and its replicas
    private readonly double[][][] _velocities; // the same, with momentum

    /// <summary>Draws w(0) and w(0) + ξ.</summary>
    public ReferencePairGroup(LearningTask task, PairGroupSpec spec)
    {
        (_task, _spec) = (task, spec);
        _network = new ReferenceNetwork(spec.Architecture, task.Shape, task.Classes, spec.Loss);
        _copies = new double[1 + spec.Perturbation.Count][][];
        for (var copy = 0; copy < _copies.Length; copy++) _copies[copy] = Draw(copy);
        _velocities = [.. _copies.Select(copy => copy.Select(tensor => new double[tensor.Length]).ToArray())];
    }

    /// <summary>The current parameters of a copy (0 = reference).</summary>
    public double[][] Parameters(int copy) => _copies[copy];

    /// <summary>Trains to the last epoch, or to the first with a non-finite loss of any copy; w(T) must be finite as well.</summary>
    public PairGroupSeries Run()
    {
        var losses = _copies.Select(_ => new List<double>()).ToArray();
        var distances = _copies.Skip(1).Select(_ => new List<double>()).ToArray();
        var accuracies = new List<double>();
        int? divergedAt = null;
        for (var t = 0; ; t++)
        {
            accuracies.Add(_network.Accuracy(_copies[0], _task.Test));
            for (var j = 1; j < _copies.Length; j++) distances[j - 1].Add(Distance(_copies[0], _copies[j]));
            var gradients = new double[_copies.Length][][];
            for (var copy = 0; copy < _copies.Length; copy++)
            {
                (var loss, gradients[copy]) = _network.LossAndGradient(_copies[copy], _task.Train);
                if (t < _spec.Epochs) losses[copy].Add(loss);
                if (!double.IsFinite(loss)) divergedAt = t;
            }

            if (t == _spec.Epochs && !AreFinite(_copies.SelectMany(copy => copy))) divergedAt = t;
            if (t == _spec.Epochs && !AreFinite(distances.Select(d => new[] { d[t] }))) divergedAt = t;
            if (divergedAt is not null || t == _spec.Epochs) break;
            for (var copy = 0; copy < _copies.Length; copy++) Step(_copies[copy], _velocities[copy], gradients[copy]);
        }

        return new PairGroupSeries(
            [.. losses.Select(loss => loss.ToArray())], [.. accuracies], [.. distances.Select(d => d.ToArray())], divergedAt);
    }

    private static bool AreFinite(IEnumerable<double[]> rows) => rows.All(row => row.All(double.IsFinite));

    // w ← w − η(g / samples + l2·w), biases without the L2 term; or v ← β·v − η(g / samples + l2·w), w ← w + v.
    private void Step(double[][] w, double[][] v, double[][] gradient)
    {
        for (var k = 0; k < w.Length; k++)
            for (var e = 0; e < w[k].Length; e++)
            {
                var l2 = IsWeight(k) ? _spec.L2 : 0;
                var slope = FusedMultiplyAdd(l2, w[k][e], gradient[k][e] / _task.Train.Count);
                v[k][e] = FusedMultiplyAdd(-_spec.LearningRate, slope, _spec.Momentum * v[k][e]);
                w[k][e] = _spec.Momentum == 0
                    ? FusedMultiplyAdd(-_spec.LearningRate, slope, w[k][e])
                    : w[k][e] + v[k][e];
            }
    }

    private bool IsWeight(int k) => _network.Shapes[k].Count > 1;

    // Σ |w − v| in eight parts, an output o belonging to part o mod 8, each from the first input to the last: kernel row by kernel row
    // and column by column, channel by channel, where there is a kernel.
    private double Distance(double[][] w, double[][] v)
    {
        var p = new double[8];
        for (var k = 0; k < w.Length; k++)
        {
            var outs = _network.Shapes[k][0];
            var ins = IsWeight(k) ? _network.Shapes[k][1] : 1;
            var taps = w[k].Length / outs / ins;
            for (var tap = 0; tap < taps; tap++)
                for (var i = 0; i < ins; i++)
                    for (var o = 0; o < outs; o++)
                        p[o % 8] += Abs(w[k][(o * ins + i) * taps + tap] - v[k][(o * ins + i) * taps + tap]);
        }

        return ((p[0] + p[1]) + (p[2] + p[3])) + ((p[4] + p[5]) + (p[6] + p[7]));
    }

    private double[][] Draw(int copy)
    {
        var key = ItemSeed.Key(_spec.Seed, _spec.Architecture, _task.Shape, _task.Classes);
        var tensors = new double[_network.Shapes.Count][];
        for (var k = 0; k < tensors.Length; k++)
        {
            tensors[k] = new double[_network.Shapes[k].Aggregate(1, (count, size) => count * size)];
            if (!IsWeight(k)) continue;
            var outs = _network.Shapes[k][0];
            var fanIn = tensors[k].Length / outs;
            var fanOut = tensors[k].Length / _network.Shapes[k][1];
            var random = new RandomStream(key, RandomPurpose.InitialParameters, 0, k);
            var xi = new RandomStream(key, RandomPurpose.Perturbation, copy, k);
            var epsilon = _spec.Perturbation.Epsilon;
            for (var e = 0; e < tensors[k].Length; e++)
            {
                tensors[k][e] = _spec.Architecture.Initialisation switch
                {
                    Initialisation.LeCun => Sqrt(1.0 / fanIn) * random.Normal(e),
                    Initialisation.Glorot => Sqrt(2.0 / (fanIn + fanOut)) * random.Normal(e),
                    Initialisation.He => Sqrt(2.0 / fanIn) * random.Normal(e),
                    Initialisation.Uniform => random.Uniform(e, -Sqrt(1.0 / fanIn), Sqrt(1.0 / fanIn)),
                    _ => _spec.Architecture.Sigma * random.Normal(e),
                };
                if (copy > 0) tensors[k][e] += xi.Uniform(e, -epsilon, epsilon);
            }
        }

        return tensors;
    }
}
