using Chaos.Actors.Dynamics.Numerics;
using static System.Math;

namespace Chaos.Actors.Dynamics.Reference;

/// <summary>
/// Operations on whole parameter vectors, [k] tensor after tensor, each row-major in its shape, in plain loops. A sum has eight parts,
/// an output o belonging to part o mod 8, each from the first tensor and the first input to the last: kernel row by kernel row and
/// column by column, channel by channel, where there is a kernel. A vector that is twice as long, (δw, δv), goes on in the same parts.
/// </summary>
/// <param name="shapes">Of the tensors.</param>
internal sealed class ReferenceVectors(IReadOnlyList<IReadOnlyList<int>> shapes)
{
    /// <summary>Σ |w − v|.</summary>
    public double Distance(double[][] w, double[][] v) => Sum(w, v, (a, b, sum) => sum + Abs(a - b));

    /// <summary>Σ v · w.</summary>
    public double Dot(double[][] v, double[][] w) => Sum(v, w, FusedMultiplyAdd);

    /// <summary>√⟨v, v⟩.</summary>
    public double Norm(double[][] v) => Sqrt(Dot(v, v));

    /// <summary>w ← w + factor · v.</summary>
    public void AddMultiple(double factor, double[][] v, double[][] w)
    {
        for (var k = 0; k < w.Length; k++)
            for (var e = 0; e < w[k].Length; e++) w[k][e] = FusedMultiplyAdd(factor, v[k][e], w[k][e]);
    }

    /// <summary>v ← v / divisor.</summary>
    public void Divide(double[][] v, double divisor)
    {
        foreach (var tensor in v)
            for (var e = 0; e < tensor.Length; e++) tensor[e] /= divisor;
    }

    /// <summary>Modified Gram–Schmidt in place; ln r_ii of each vector. One of which nothing is left stays 0.</summary>
    public double[] Orthonormalise(double[][][] vectors)
    {
        var logarithms = new double[vectors.Length];
        for (var i = 0; i < vectors.Length; i++)
        {
            for (var j = 0; j < i; j++) AddMultiple(-Dot(vectors[j], vectors[i]), vectors[j], vectors[i]);
            var r = Norm(vectors[i]);
            if (r != 0) Divide(vectors[i], r);
            logarithms[i] = ElementaryFunctionsReference.Log(r);
        }

        return logarithms;
    }

    private double Sum(double[][] v, double[][] w, Func<double, double, double, double> add)
    {
        var p = new double[8];
        for (var k = 0; k < w.Length; k++)
        {
            var shape = shapes[k % shapes.Count];
            var outs = shape[0];
            var ins = shape.Count > 1 ? shape[1] : 1;
            var taps = w[k].Length / outs / ins;
            for (var tap = 0; tap < taps; tap++)
                for (var i = 0; i < ins; i++)
                    for (var o = 0; o < outs; o++)
                    {
                        var e = (o * ins + i) * taps + tap;
                        p[o % 8] = add(v[k][e], w[k][e], p[o % 8]);
                    }
        }

        return ((p[0] + p[1]) + (p[2] + p[3])) + ((p[4] + p[5]) + (p[6] + p[7]));
    }
}
