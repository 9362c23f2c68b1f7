using Chaos.Actors.Dynamics.Networks;
using Chaos.Actors.Dynamics.Numerics;

namespace Chaos.Actors.Dynamics.Training;

/// <summary>
/// Makes the replicas of a reference: w + ξ_j, and its velocity. Element e of tensor k takes the e-th number of the stream (key;
/// perturbation; j; k) whatever else is perturbed. Of n weights these are perturbed: the n whose numbers of the streams (key; perturbed
/// weights; j; k) are smallest, the first in a tie. Everything but the replicas themselves is allocated at once.
/// </summary>
/// <param name="perturbation">What is drawn.</param>
/// <param name="key">The item's, <see cref="ItemSeed.Key(ulong, Architecture, Tasks.SampleShape, int)"/>.</param>
/// <param name="layout">How parameters lie.</param>
internal sealed class ReplicaDraw(Perturbation perturbation, ulong key, ParameterLayout layout)
{
    // Of each replica of which some weights are perturbed: the largest of their numbers, and how many weights that have just it.
    private readonly (ulong Bound, int Ties)[] _chosen = perturbation.On.Number is { } number
        ? [.. Enumerable.Range(1, perturbation.Count).Select(replica => Choose(number, key, replica, layout))] : [];

    /// <summary>Makes copies 1 … M of copy 0.</summary>
    /// <param name="copies">In buffers of one length: parameters, then what belongs to them.</param>
    public void Make(IReadOnlyList<AlignedBuffer> copies)
    {
        for (var j = 1; j < copies.Count; j++)
        {
            copies[0].Span.CopyTo(copies[j].Span);
            var (bound, ties) = _chosen.Length == 0 ? (ulong.MaxValue, int.MaxValue) : _chosen[j - 1];
            for (var k = 0; k < layout.Tensors.Length; k++)
            {
                var tensor = layout.Tensors[k];
                if (!tensor.IsWeight && perturbation.On != PerturbedPart.All) continue;
                var xi = new RandomStream(key, RandomPurpose.Perturbation, j, k);
                var chosen = new RandomStream(key, RandomPurpose.PerturbedWeights, j, k);
                for (var e = 0; e < tensor.Count; e++)
                {
                    if (_chosen.Length > 0 && chosen.Bits(e) is var bits && (bits > bound || (bits == bound && --ties < 0))) continue;
                    copies[j].Span[tensor.IndexOf(e)] += xi.Uniform(e, -perturbation.Epsilon, perturbation.Epsilon);
                }
            }
        }
    }

    private static (ulong Bound, int Ties) Choose(int number, ulong key, int replica, ParameterLayout layout)
    {
        var numbers = new ulong[layout.Weights];
        var at = 0;
        for (var k = 0; k < layout.Tensors.Length; k++)
        {
            if (!layout.Tensors[k].IsWeight) continue;
            var stream = new RandomStream(key, RandomPurpose.PerturbedWeights, replica, k);
            for (var e = 0; e < layout.Tensors[k].Count; e++) numbers[at++] = stream.Bits(e);
        }

        Array.Sort(numbers);
        var bound = numbers[number - 1];
        return (bound, number - numbers.AsSpan().IndexOf(bound));
    }
}
